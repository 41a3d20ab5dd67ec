import { Type } from "@sinclair/typebox";
import { type Combination, combination, type GroupContext } from "./combination.ts";
import { add, divide, type Exact, exact, larger, ONE, smaller, ZERO } from "./exact.ts";
import { factValue } from "./fact-table.ts";
import { found } from "./findings.ts";
import type { Bounds } from "./leaf-method.ts";
import { NodeColumn } from "./node-column.ts";
import { FactId, NodeId } from "./scheme-document.ts";

/** Combinations where the applicant's own answers say which children count. */

const closed = { additionalProperties: false } as const;
const None = Type.Union([Type.Literal("zero"), Type.Literal("reject")]);
const Of = Type.Record(Type.String({ minLength: 1, maxLength: 64 }), NodeId);

function checkOf(of: Record<string, string>, factId: string, type: "set" | "text", { group, facts, at }: GroupContext) {
  const fact = facts.get(factId);
  const wrongType =
    fact !== undefined && fact.type !== type
      ? [
          found(
            `${at}/combine`,
            "scheme-fact-type",
            `“${factId}”应为 ${type} 类型`,
            `"${factId}" must be of type ${type}`,
          ),
        ]
      : [];
  const strange = Object.entries(of).flatMap(([code, child]) =>
    group.children.some(({ id }) => id === child)
      ? []
      : [
          found(
            `${at}/combine/of/${code}`,
            "scheme-unknown-node",
            `没有下级“${child}”`,
            `There is no child "${child}"`,
          ),
        ],
  );
  const unlisted = (fact?.choices ?? [])
    .filter((choice) => of[choice] === undefined)
    .map((choice) =>
      found(
        `${at}/combine/of`,
        "scheme-case-missing",
        `选项“${choice}”没有对应的下级`,
        `No child for the choice "${choice}"`,
        "warning",
      ),
    );
  const unreachable = group.children
    .filter(({ id }) => !Object.values(of).includes(id))
    .map(({ id }) =>
      found(
        `${at}/combine/of`,
        "scheme-unreachable",
        `下级“${id}”永远不会选用`,
        `The child "${id}" can never be chosen`,
      ),
    );
  return [...wrongType, ...strange, ...unlisted, ...unreachable];
}

const outer = (children: readonly Bounds[], none: "zero" | "reject"): Bounds => {
  const all = none === "zero" ? [...children, { low: ZERO, high: ZERO }] : children;
  return {
    low: all.reduce<Exact | null>(
      (a, { low }) => (a === null || low === null ? null : smaller(a, low)),
      all[0]?.low ?? null,
    ),
    high: all.reduce<Exact | null>(
      (a, { high }) => (a === null || high === null ? null : larger(a, high)),
      all[0]?.high ?? null,
    ),
  };
};

export const meanOfSelected: Combination = combination({
  kind: "mean-of-selected",
  title: { zh: "所选项平均", en: "Mean of the chosen" },
  summary: {
    zh: "按多选事实 `select` 所选的代码，由 `of` 对应到下级，取所选下级的平均；少于 `min` 项时按 `none`：zero 记 0 分、reject 不予计分。",
    en: "The codes ticked in the set fact `select` name children through `of`; their mean counts. Fewer than `min`: `none` says zero or reject.",
  },
  parameters: Type.Object(
    { kind: Type.Literal("mean-of-selected"), select: FactId, of: Of, min: Type.Integer({ minimum: 1 }), none: None },
    closed,
  ),
  linear: true,
  fixedShares: false,
  references: (p) => [p.select],
  check: (p, context) => checkOf(p.of, p.select, "set", context),
  bounds: (p, _context, children) => outer(children, p.none),
  compile(p, context) {
    const places = new Map(context.group.children.map(({ id }, index) => [id, index]));
    const select = (codes: unknown): number[] => [
      ...new Set(
        (Array.isArray(codes) ? (codes as string[]) : []).flatMap((code) => places.get(p.of[code] ?? "") ?? []),
      ),
    ];
    const selected = (row: number, table: Parameters<typeof factValue>[0] | undefined) =>
      select(table === undefined ? undefined : factValue(table, row));
    return {
      combine: (input) =>
        NodeColumn.of(
          Array.from({ length: input.rows }, (_, row) => {
            const values = selected(row, input.table.columns.get(p.select)).map(
              (at) => input.children[at]?.at(row) ?? null,
            );
            const present = values.filter((value) => value !== null);
            if (values.length >= p.min && present.length > 0) return divide(present.reduce(add), exact(present.length));
            if (values.length >= p.min) return null;
            if (p.none === "zero") return ZERO;
            input.block(row, {
              zh: `${nameOf(context)}：至少选择 ${p.min} 项`,
              en: `${nameOf(context)}: at least ${p.min} must be chosen`,
            });
            return null;
          }),
        ),
      chosen: (row, table) => selected(row, table.columns.get(p.select)),
      shares: (row, table, values) => {
        const picked = selected(row, table.columns.get(p.select)).filter((at) => values[at] !== null);
        if (picked.length === 0) return values.map(() => ZERO);
        return values.map((_, index) => (picked.includes(index) ? exact(1, picked.length) : ZERO));
      },
    };
  },
});

export const chooseByType: Combination = combination({
  kind: "choose-by-type",
  title: { zh: "按类型选用", en: "Choose by type" },
  summary: {
    zh: "文本事实 `by` 的取值由 `of` 对应到下级，只计该下级；没有对应时按 `none`：zero 记 0 分、reject 不予计分。",
    en: "The value of the text fact `by` names one child through `of`; it alone counts. Without one: `none` says zero or reject.",
  },
  parameters: Type.Object({ kind: Type.Literal("choose-by-type"), by: FactId, of: Of, none: None }, closed),
  linear: true,
  fixedShares: false,
  references: (p) => [p.by],
  check: (p, context) => checkOf(p.of, p.by, "text", context),
  bounds: (p, _context, children) => outer(children, p.none),
  compile(p, context) {
    const places = new Map(context.group.children.map(({ id }, index) => [id, index]));
    const placeFor = (value: unknown): number | undefined =>
      typeof value === "string" && Object.hasOwn(p.of, value) ? places.get(p.of[value] as string) : undefined;
    return {
      combine: (input) => {
        const column = input.table.columns.get(p.by);
        return NodeColumn.of(
          Array.from({ length: input.rows }, (_, row) => {
            const place = column === undefined ? undefined : placeFor(factValue(column, row));
            if (place !== undefined) return input.children[place]?.at(row) ?? null;
            if (p.none === "zero") return ZERO;
            input.block(row, { zh: `${nameOf(context)}：没有适用的类型`, en: `${nameOf(context)}: no type applies` });
            return null;
          }),
        );
      },
      chosen: (row, table) => {
        const column = table.columns.get(p.by);
        return [column === undefined ? undefined : placeFor(factValue(column, row))].filter((at) => at !== undefined);
      },
      shares: (row, table, values) => {
        const column = table.columns.get(p.by);
        const place = column === undefined ? undefined : placeFor(factValue(column, row));
        return values.map((_, index) => (index === place ? ONE : ZERO));
      },
    };
  },
});

function nameOf({ group }: GroupContext): string {
  return typeof group.title === "string" ? group.title : group.title.zh;
}
