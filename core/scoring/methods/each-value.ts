import type { Exact } from "../exact.ts";
import { hasFact } from "../fact-table.ts";
import type { LeafContext, LeafInput } from "../leaf-method.ts";
import type { Entry, LeafScores } from "../leaf-scores.ts";

/**
 * Scores every number by a rule that looks at the number alone. Equal numbers are worked out once. A set counts by the
 * number of its ticks.
 */
export function scoreEachNumber(
  context: LeafContext,
  input: LeafInput,
  scores: LeafScores,
  rule: (value: Exact) => Entry,
): void {
  const byKey = new Map<number, number>();
  const { numbers } = input;
  if (numbers !== null) {
    for (let row = 0; row < input.rows; row++) {
      const key = numbers.keys[row] as number;
      if (Number.isNaN(key)) continue;
      let code = byKey.get(key);
      if (code === undefined) {
        code = scores.code(`k${key}`, () => rule(numbers.at(row) as Exact));
        byKey.set(key, code);
      }
      scores.codes[row] = code;
    }
    return;
  }
  const column = input.table.columns.get(context.leaf.fact ?? "");
  if (column?.type !== "set") return;
  for (let row = 0; row < input.rows; row++) {
    if (!hasFact(column, row)) continue;
    const count = column.values[row]?.length ?? 0;
    scores.codes[row] = scores.code(`k${count}`, () => rule({ n: BigInt(count), d: 1n }));
  }
}
