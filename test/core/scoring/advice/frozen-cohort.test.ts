import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { adjustableNodes, type FrozenApplicant, rerunFrozen } from "../../../../core/scoring/advice/frozen-cohort.ts";
import { compileScheme } from "../../../../core/scoring/compile-scheme.ts";
import { buildFactTable, type FactValue } from "../../../../core/scoring/declared-facts.ts";
import { evaluate } from "../../../../core/scoring/evaluate.ts";
import { formatExact } from "../../../../core/scoring/exact.ts";
import { pointsAt, type ScoringRun } from "../../../../core/scoring/run.ts";
import type { SchemeDocument } from "../../../../core/scoring/scheme-document.ts";
import { fact, leaf, runScheme, smallScheme } from "../small-scheme.ts";

const top = new URL("../../../../scoring-schemas/", import.meta.url);
const programmes = readdirSync(top).filter((name) => /^[a-z0-9-]+$/.test(name));

/** Facts drawn without chance: every applicant another value of every fact. */
function sampleFacts(document: SchemeDocument, rows: number): Record<string, FactValue>[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      document.facts
        .filter(({ computed }) => computed === undefined)
        .map((each, at): [string, FactValue] => {
          const step = (row * 7 + at * 3) % 11;
          const low = Number(each.minimum ?? 0);
          const high = Number(each.maximum ?? 1_000_000);
          if (each.type === "number") return [each.id, String(Math.round(low + ((high - low) * step) / 11))];
          if (each.type === "boolean") return [each.id, step !== 3];
          const choices = each.choices ?? ["甲"];
          const choice = choices[step % choices.length] as string;
          return [each.id, each.type === "text" ? choice : [...new Set([choice, choices[0] as string])]];
        }),
    ),
  );
}

function freeze(run: ScoringRun, facts: readonly Record<string, FactValue>[]): FrozenApplicant[] {
  return run.table.ids.map((id, row) => ({
    id,
    eligible: run.eligible[row] === 1,
    facts: facts[row] ?? {},
    points: Object.fromEntries(
      run.scheme.nodes.flatMap((node, place) => {
        const points = pointsAt(run, place, row);
        return node.leaf === null ? [] : [[node.id, points === null ? null : formatExact(points, 30)]];
      }),
    ),
  }));
}

const told = (run: ScoringRun) =>
  run.table.ids.map((id, row) => [id, run.totals[row] ? formatExact(run.totals[row]) : null, run.ranks[row]]);

describe("a frozen cohort", () => {
  it.each(programmes)("gives its own totals and places again under the weights it had: %s", (programme) => {
    const document = JSON.parse(
      readFileSync(new URL(`${programme}/scoring.scheme.json`, top), "utf8"),
    ) as SchemeDocument;
    const facts = sampleFacts(document, 24);
    const { table, findings } = buildFactTable(
      document,
      facts.map((_, row) => `u${row}`),
      facts,
    );
    expect(findings).toEqual([]);
    const run = evaluate(compileScheme(document), table);
    expect(told(rerunFrozen(document, freeze(run, facts), new Map()))).toEqual(told(run));
    expect(adjustableNodes(document).length).toBeGreaterThan(0);
  });

  const rows = [
    { id: "a", x: "80", y: "20", z: "5" },
    { id: "b", x: "40", y: "90", z: "10" },
  ];
  const schemeOf = (weights: [string, string]) =>
    smallScheme({
      facts: ["x", "y", "z"].map((id) => fact(id, "number")),
      combine: { kind: "sum" },
      children: [
        {
          id: "base",
          title: "基础",
          basis: "样例",
          max: "100",
          combine: { kind: "weighted", normalise: "hundred" },
          children: ["x", "y"].map((id, at) =>
            leaf(id, { kind: "given", low: "0", high: "100" }, { fact: id, weight: weights[at] }),
          ),
        },
        {
          id: "bonus",
          title: "加分",
          basis: "样例",
          max: "8",
          combine: { kind: "cap", at: "8" },
          children: [leaf("z", { kind: "given", low: "0", high: "10" }, { fact: "z", max: "10" })],
        },
      ],
    });
  const document = schemeOf(["75", "25"]);
  const frozen = freeze(runScheme(document, rows), rows as never);

  it("gives under other weights what the scheme with these weights gives", () => {
    const changed = rerunFrozen(
      document,
      frozen,
      new Map([
        ["x", "25"],
        ["y", "75"],
      ]),
    );
    expect(told(changed)).toEqual(told(runScheme(schemeOf(["25", "75"]), rows)));
    expect(told(changed)).toEqual([
      ["a", "40", 2],
      ["b", "85.5", 1],
    ]);
  });

  it("counts weights by their own sum and takes full marks as weights where points are added", () => {
    expect(told(rerunFrozen(document, frozen, new Map([["y", "75"]])))).toEqual([
      ["a", "55", 2],
      ["b", "73", 1],
    ]);
    // Half the bonus: 5 → 2.5, and 10, capped at 8 → 4.
    expect(told(rerunFrozen(document, frozen, new Map([["bonus", "4"]])))).toEqual([
      ["a", "67.5", 1],
      ["b", "56.5", 2],
    ]);
    expect(() =>
      rerunFrozen(
        document,
        frozen,
        new Map([
          ["x", "0"],
          ["y", "0"],
        ]),
      ),
    ).toThrow(RangeError);
  });

  it("names what can be tried, with what it is now", () => {
    expect(adjustableNodes(document).map(({ node, depth, by, value }) => [node.id, depth, by, value])).toEqual([
      ["base", 1, "max", "100"],
      ["x", 2, "weight", "75"],
      ["y", 2, "weight", "25"],
      ["bonus", 1, "max", "8"],
      ["z", 2, "max", "10"],
    ]);
  });
});
