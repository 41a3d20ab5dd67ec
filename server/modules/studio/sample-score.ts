import type { Static } from "@sinclair/typebox";
import type { SampleScore, ScoreSample } from "../../../core/contracts/studio.ts";
import { readBundle } from "../../../core/editions/bundle.ts";

/** Scores sample answers with the scheme of a draft; nothing is read or kept. */
export function scoreSamples(request: Static<typeof ScoreSample>): SampleScore {
  const { findings } = readBundle(request.documents);
  return { findings, results: [] };
}
