import type { ResultExplanation, RunResult } from "../../../core/contracts/scoring.ts";
import type { FactValue } from "../../../core/scoring/declared-facts.ts";

/**
 * What a run keeps of one applicant, frozen with it: who it was, the facts that were scored and the files behind them,
 * and every point with its sentence. Nothing of it is computed again when it is shown.
 */
export interface StoredTrace {
  who: Pick<RunResult, "number" | "applicantName" | "city" | "county">;
  /** Number and hash of the version that was scored. */
  version: { number: number; answersHash: string };
  facts: Record<string, FactValue>;
  reasons: RunResult["reasons"];
  groups: RunResult["groups"];
  preconditions: ResultExplanation["preconditions"];
  nodes: ResultExplanation["nodes"];
}
