import { formatExact } from "../../../core/scoring/exact.ts";
import { pointsAt } from "../../../core/scoring/run.ts";
import type { Fact } from "../../../core/scoring/scheme-document.ts";
import { fact, leaf, runScheme, smallScheme } from "./small-scheme.ts";

/** One case: a rule, the values of applicants, and the points each must get (null: not scored). */
export interface ScoreCase {
  name: string;
  /** Type of the fact `x`; "number" unless told. */
  type?: Fact["type"];
  choices?: string[];
  score?: { kind: string };
  leaf?: object;
  /** Further facts with their types. */
  facts?: Record<string, Fact["type"]>;
  combine?: { kind: string };
  /** For a combination: weights or full marks of the children a, b, c … */
  children?: { weight?: string; max?: string }[];
  cohorts?: object;
  /** Further properties of the group. */
  group?: object;
  values: unknown[];
  expect: (string | null)[];
}

const rowOf = (value: unknown, index: number) => ({
  id: `u${index}`,
  ...(typeof value === "object" && value !== null && !Array.isArray(value) ? value : { x: value }),
});

function scoreLeaf(each: ScoreCase): (string | null)[] {
  const others = Object.entries(each.facts ?? {}).map(([id, type]) => fact(id, type));
  const own = fact("x", each.type ?? "number", each.choices === undefined ? {} : { choices: each.choices });
  const named = (each.leaf as { fact?: null } | undefined)?.fact === null ? {} : { fact: "x" };
  const { fact: _, ...more } = { fact: null, ...each.leaf };
  const scheme = smallScheme({
    facts: [own, ...others],
    children: [leaf("item", each.score, { ...named, ...more })],
    ...(each.cohorts === undefined ? {} : { cohorts: each.cohorts }),
  });
  const run = runScheme(scheme, each.values.map(rowOf));
  return each.values.map((_value, row) => written(pointsAt(run, 1, row)));
}

function scoreGroup(each: ScoreCase): (string | null)[] {
  const names = ["a", "b", "c", "d"].slice(0, each.children?.length ?? 0);
  const given = (at: number) => ({ kind: "given", low: "-1000", high: each.children?.[at]?.max ?? "1000" });
  const others = Object.entries(each.facts ?? {}).map(([id, type]) => fact(id, type));
  const scheme = smallScheme({
    facts: [...names.map((name) => fact(name, "number")), ...others],
    combine: each.combine,
    ...(each.group === undefined ? {} : { group: each.group }),
    children: names.map((name, at) => leaf(`leaf-${name}`, given(at), { fact: name, ...each.children?.[at] })),
  });
  const run = runScheme(scheme, each.values.map(rowOf));
  return each.values.map((_value, row) => (run.eligible[row] === 1 ? written(pointsAt(run, 0, row)) : null));
}

const written = (points: ReturnType<typeof pointsAt>) => (points === null ? null : formatExact(points));

/** Points of every applicant of a case, as text; null where nothing is scored. */
export function scoreCase(each: ScoreCase): (string | null)[] {
  return each.score === undefined ? scoreGroup(each) : scoreLeaf(each);
}
