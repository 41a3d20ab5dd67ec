import { Type } from "@sinclair/typebox";
import type { Finding } from "../../problems/finding.ts";
import { decimal, type Exact, exact, formatExact, larger, multiply, smaller } from "../exact.ts";
import { found } from "../findings.ts";
import { contains, coverageOf, type Interval, intervalText, readInterval } from "../intervals.ts";
import { type Bounds, leafMethod } from "../leaf-method.ts";
import { Decimal } from "../scheme-document.ts";
import { scoreEachNumber } from "./each-value.ts";
import { Otherwise, otherwiseEntry, pointsText } from "./points-text.ts";

const closed = { additionalProperties: false } as const;
const EVERYTHING: Interval = { low: null, lowClosed: false, high: null, highClosed: false };

export function boundsOf(points: readonly (string | number)[]): Bounds {
  const values = points.map(decimal);
  return {
    low: values.reduce((a, b) => smaller(a, b)),
    high: values.reduce((a, b) => larger(a, b)),
  };
}

/** 是/否: points for yes, points for no. */
export const boolean = leafMethod({
  kind: "boolean",
  title: { zh: "是否", en: "Yes or no" },
  summary: {
    zh: "“是”得 `true` 分，“否”得 `false` 分。",
    en: "Yes gives the points of `true`, no those of `false`.",
  },
  parameters: Type.Object({ kind: Type.Literal("boolean"), true: Decimal, false: Decimal }, closed),
  facts: ["boolean"],
  relative: false,
  bounds: (p) => boundsOf([p.true, p.false]),
  compile(p, context) {
    const [yes, no] = [decimal(p.true), decimal(p.false)];
    return (input, scores) => {
      const column = input.table.columns.get(context.leaf.fact ?? "");
      if (column?.type !== "boolean") return;
      const codes = [
        scores.code("no", () => ({
          points: no,
          rule: pointsText(no),
        })),
        scores.code("yes", () => ({
          points: yes,
          rule: pointsText(yes),
        })),
      ];
      for (let row = 0; row < input.rows; row++) {
        const value = column.values[row] as number;
        if (value >= 0) scores.codes[row] = codes[value] as number;
      }
    };
  },
});

/** Ticks of a list: points for each. */
export const count = leafMethod({
  kind: "count",
  title: { zh: "勾选计数", en: "Count of ticks" },
  summary: {
    zh: "每勾选一项得 `each` 分，至多 `cap` 分（null 表示不封顶）；给出 `of` 时只数所列选项。",
    en: "Each tick gives `each` points, at most `cap` (null: no limit); with `of` only the listed codes count.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("count"),
      each: Decimal,
      cap: Type.Union([Decimal, Type.Null()]),
      of: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    },
    closed,
  ),
  facts: ["set"],
  relative: false,
  check(p, { leaf, facts, at }) {
    const choices = facts.get(leaf.fact ?? "")?.choices;
    return (p.of ?? []).flatMap((code, index) =>
      choices === undefined || choices.includes(code)
        ? []
        : [found(`${at}/of/${index}`, "scheme-unknown-choice", `没有选项“${code}”`, `There is no choice "${code}"`)],
    );
  },
  bounds(p, { leaf, facts }) {
    const items = p.of?.length ?? facts.get(leaf.fact ?? "")?.choices?.length;
    const most = items === undefined ? null : multiply(decimal(p.each), exact(items));
    if (p.cap === null) return { low: exact(0), high: most };
    return { low: exact(0), high: most === null ? decimal(p.cap) : smaller(most, decimal(p.cap)) };
  },
  compile(p, context) {
    const each = decimal(p.each);
    const cap = p.cap === null ? null : decimal(p.cap);
    return (input, scores) => {
      const column = input.table.columns.get(context.leaf.fact ?? "");
      if (column?.type !== "set") return;
      column.values.forEach((codes, row) => {
        if (codes === null) return;
        const ticks = p.of === undefined ? codes.length : codes.filter((code) => p.of?.includes(code)).length;
        scores.codes[row] = scores.code(String(ticks), () => {
          const full = multiply(each, exact(ticks));
          const points = cap === null ? full : smaller(full, cap);
          const capped =
            points === full
              ? { zh: "", en: "" }
              : { zh: `，封顶 ${formatExact(points)}`, en: `, capped at ${formatExact(points)}` };
          return {
            points,
            rule: {
              zh: `勾选 ${ticks} 项 × ${formatExact(each)} 分${capped.zh}`,
              en: `${ticks} ticked × ${formatExact(each)} points${capped.en}`,
            },
          };
        });
      });
    };
  },
});

/** Ranges with points. */
export const bands = leafMethod({
  kind: "bands",
  title: { zh: "分段", en: "Bands" },
  summary: {
    zh: "数值落在哪一段得哪一段的分。区间写作 `>= 5`、`< 10`、`[5, 10)` 等，端点开闭必须写明；都不落入时按 `otherwise`。",
    en: "The band a number falls into gives its points. Ranges are written `>= 5`, `< 10`, `[5, 10)`; open and closed ends are explicit; `otherwise` is for the rest.",
  },
  parameters: Type.Object(
    {
      kind: Type.Literal("bands"),
      bands: Type.Array(Type.Object({ in: Type.String({ maxLength: 64 }), points: Decimal }, closed), {
        minItems: 1,
        maxItems: 100,
      }),
      otherwise: Otherwise,
    },
    closed,
  ),
  facts: ["number", "set"],
  relative: false,
  check: (p, { at }) =>
    checkRanges(
      p.bands.map((band) => band.in),
      (index) => `${at}/bands/${index}/in`,
      `${at}/bands`,
    ),
  bounds: (p) => boundsOf([...p.bands.map((band) => band.points), p.otherwise.points]),
  compile(p, context) {
    const read = p.bands.map((band) => ({ interval: readInterval(band.in) as Interval, points: decimal(band.points) }));
    return (input, scores) =>
      scoreEachNumber(context, input, scores, (value) => {
        const index = read.findIndex(({ interval }) => contains(interval, value));
        if (index < 0) return otherwiseEntry(p.otherwise);
        const { interval, points } = read[index] as (typeof read)[number];
        return {
          points,
          line: index + 1,
          rule: {
            zh: `第 ${index + 1} 段（${intervalText(interval)}）→ ${pointsText(points).zh}`,
            en: `band ${index + 1} (${intervalText(interval)}) → ${pointsText(points).en}`,
          },
        };
      });
  },
});

/** Reads ranges and reports overlaps and the holes between them; what lies outside all of them is meant to. */
export function checkRanges(
  ranges: readonly string[],
  pointerOf: (index: number) => string,
  listAt: string,
): Finding[] {
  const read = ranges.map(readInterval);
  const broken = read.flatMap((interval, index) =>
    interval === undefined
      ? [
          found(
            pointerOf(index),
            "scheme-range",
            `“${ranges[index]}”不是可用的区间，写作 >= 5 或 [5, 10)`,
            `"${ranges[index]}" is no range; write >= 5 or [5, 10)`,
          ),
        ]
      : [],
  );
  if (broken.length > 0) return broken;
  const intervals = read as Interval[];
  const { gaps, overlaps } = coverageOf(intervals, EVERYTHING);
  return [
    ...overlaps.map(([a, b]) =>
      found(
        pointerOf(b),
        "scheme-overlap",
        `第 ${b + 1} 段与第 ${a + 1} 段重叠`,
        `Band ${b + 1} overlaps band ${a + 1}`,
      ),
    ),
    ...gaps
      .filter((gap) => gap.low !== null && gap.high !== null)
      .map((gap) =>
        found(
          listAt,
          "scheme-gap",
          `${intervalText(gap)} 没有对应的分值，按 otherwise 计`,
          `${intervalText(gap)} matches no band and falls to otherwise`,
          "warning",
        ),
      ),
  ];
}

export const clamp = (value: Exact, floor: Exact | null, cap: Exact | null): Exact => {
  const low = floor === null ? value : larger(value, floor);
  return cap === null ? low : smaller(low, cap);
};
