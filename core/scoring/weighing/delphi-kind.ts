import type { Finding } from "../../problems/finding.ts";
import {
  add,
  compare,
  divide,
  type Exact,
  equals,
  exact,
  formatExact,
  HUNDRED,
  readDecimal,
  toNumber,
  ZERO,
} from "../exact.ts";
import { found } from "../findings.ts";
import { summariseItems } from "./item-summaries.ts";
import type { WeighedGroup } from "./weighed-groups.ts";
import type { GroupAnswer, WeighingKind } from "./weighing-kind.ts";

const SHARE = /^[0-9]{1,3}(\.[0-9]{1,2})?$/;

/** Reads a share in percent with at most two places; undefined when it is none. */
export function readShare(text: string | undefined): Exact | undefined {
  const read = text !== undefined && SHARE.test(text) ? readDecimal(text) : "not-a-number";
  return typeof read === "string" || compare(read, HUNDRED) > 0 ? undefined : read;
}

/** Everybody splits 100 over the items, round after round, seeing how the others did. */
export const delphi: WeighingKind = {
  kind: "delphi",
  title: { zh: "德尔菲法", en: "Delphi" },
  rules: [
    {
      id: "median",
      title: { zh: "中位数", en: "Median" },
      summary: { zh: "各项取中位数，再按合计归一", en: "The median of each item, re-scaled to their sum" },
    },
    {
      id: "mean",
      title: { zh: "平均数", en: "Mean" },
      summary: { zh: "各项取算术平均数", en: "The arithmetic mean of each item" },
    },
  ],
  mostItems: 50,
  checkAnswer(group, answer) {
    const findings = unknownKeys(group, answer);
    const shares = group.items.map(({ id }) => readShare(answer[id]));
    group.items.forEach(({ id, title }, at) => {
      if (shares[at] !== undefined) return;
      findings.push(
        found(
          `/${id}`,
          "weights-share",
          `“${title.zh}”请填 0 到 100 之间的数，最多两位小数`,
          `Give "${title.en}" a number from 0 to 100 with at most two places`,
        ),
      );
    });
    const sum = shares.reduce<Exact>((whole, share) => add(whole, share ?? ZERO), ZERO);
    if (findings.length === 0 && !equals(sum, HUNDRED))
      findings.push(
        found(
          "",
          "weights-sum",
          `“${group.title.zh}”各项合计 ${formatExact(sum)}，应为 100`,
          `The shares of "${group.title.en}" add up to ${formatExact(sum)}, not to 100`,
        ),
      );
    return findings;
  },
  consistencyOf: () => null,
  summarise(group, answers) {
    const values = group.items.map(({ id }) => answers.map((answer) => readShare(answer[id]) ?? ZERO));
    return {
      id: group.id,
      ...summariseItems(
        group,
        values.map((row) => row.map(toNumber)),
      ),
      consistency: null,
      inconsistent: null,
      shares: { median: inPercent(values.map(medianOf)), mean: inPercent(values.map(meanOf)) },
    };
  },
};

function unknownKeys(group: WeighedGroup, answer: GroupAnswer): Finding[] {
  const known = new Set(group.items.map(({ id }) => id));
  return Object.keys(answer)
    .filter((key) => !known.has(key))
    .map((key) => found(`/${key}`, "weights-unknown", `没有指标“${key}”`, `There is no item "${key}"`));
}

function medianOf(values: readonly Exact[]): Exact {
  const sorted = [...values].sort(compare);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? ZERO;
  return sorted.length % 2 === 1 ? upper : divide(add(sorted[middle - 1] ?? ZERO, upper), exact(2n));
}

function meanOf(values: readonly Exact[]): Exact {
  return values.length === 0 ? ZERO : divide(values.reduce<Exact>(add, ZERO), exact(values.length));
}

function inPercent(parts: readonly Exact[]): string[] | null {
  const sum = parts.reduce<Exact>(add, ZERO);
  return sum.n === 0n ? null : parts.map((part) => formatExact(divide({ n: part.n * 100n, d: part.d }, sum)));
}
