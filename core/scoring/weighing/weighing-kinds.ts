import { ahp } from "./ahp-kind.ts";
import { delphi } from "./delphi-kind.ts";
import type { WeighingKind } from "./weighing-kind.ts";

/** Every way of fixing weights by asking people. */
export const WEIGHING_KINDS: readonly WeighingKind[] = [delphi, ahp];

export function findWeighingKind(kind: string): WeighingKind | undefined {
  return WEIGHING_KINDS.find((each) => each.kind === kind);
}
