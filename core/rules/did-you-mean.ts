import type { LocalText } from "../problems/finding.ts";
import { nearestName } from "../problems/nearest-name.ts";

/** The end of a message: "did you mean …?", or nothing. */
export function didYouMean(name: string, known: Iterable<string>): LocalText {
  const near = nearestName(name, known);
  return near === undefined ? { zh: "", en: "" } : { zh: `，是否为“${near}”？`, en: `; did you mean "${near}"?` };
}
