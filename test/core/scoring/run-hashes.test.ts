import { describe, expect, it } from "vitest";
import { contentHash } from "../../../core/json/canonical.ts";
import { manifestOf, outputOf } from "../../../core/scoring/results.ts";
import { runTable } from "../../../core/scoring/score-table.ts";
import { fact, leaf, smallScheme } from "./small-scheme.ts";

const scheme = smallScheme({
  facts: [fact("turnover", "number"), fact("listed", "boolean"), fact("kind", "text"), fact("ticks", "set")],
  children: [
    leaf("size", { kind: "ratio", full: "10", cap: null }, { fact: "turnover" }),
    leaf("listing", { kind: "boolean", true: "3", false: "1" }, { fact: "listed", missing: "zero" }),
    leaf("ticked", { kind: "count", each: "1", cap: null }, { fact: "ticks" }),
    leaf(
      "by-kind",
      {
        kind: "table",
        hit: "first",
        inputs: ["kind"],
        rows: [{ when: ["甲"], points: "1" }],
        otherwise: { points: "0" },
      },
      { missing: "zero" },
    ),
  ],
});
const rows = ["b,1.50,true,甲,x;y", "a,-0.05,,乙,", "c,12345678901234567890.25,false,,x", "d,,yes,甲,y"];
const runOf = (lines: readonly string[]) => {
  const { run } = runTable({
    scheme,
    factsText: ["id,turnover,listed,kind,ticks", ...lines].join("\n"),
    factsFormat: "csv",
    trace: false,
  });
  if (run === null) throw new Error("the sample is refused");
  return run;
};

describe("a run is frozen by hashes", () => {
  it("that anybody can work out from the facts and the output, as the guide says", () => {
    const { run, results } = outputOf(runOf(rows), { trace: false });
    const sorted = results.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const each = <T>(read: (result: (typeof sorted)[number]) => T): T[] => sorted.map(read);
    const leaves = ["size", "listing", "ticked", "by-kind"].map((id) => [
      id,
      each((result) => result.leaves.find((one) => one.id === id)?.points ?? null),
    ]);
    expect(run.hashes.result).toBe(
      contentHash({
        applicants: each(({ id }) => id),
        decisions: each(({ decisions }) => decisions.map(({ rule, effect, count }) => [rule, effect, count ?? null])),
        eligible: each(({ eligible }) => eligible),
        leaves: Object.fromEntries(leaves),
        rank: each(({ rank }) => rank),
        reasons: each(({ reasons, notes }) => [...reasons, ...notes].map(({ id, known }) => [id, known])),
        tier: each(({ tier }) => tier),
        total: each(({ total }) => total),
      }),
    );
    expect(run.hashes.facts).toBe(
      contentHash({
        applicants: ["a", "b", "c", "d"],
        facts: {
          turnover: ["-0.05", "1.5", "12345678901234567890.25", null],
          listed: [null, "true", "false", "true"],
          kind: ["乙", "甲", null, "甲"],
          ticks: [null, ["x", "y"], ["x"], ["y"]],
        },
      }),
    );
  });

  it("that do not depend on the order of the rows, and change with any figure", () => {
    const { hashes } = manifestOf(runOf(rows));
    expect(manifestOf(runOf(rows.toReversed())).hashes).toEqual(hashes);
    const other = manifestOf(runOf([...rows.slice(0, 3), "d,,no,甲,y"])).hashes;
    expect(other.result).not.toBe(hashes.result);
    expect(other.facts).not.toBe(hashes.facts);
    expect(other.cohort).toBe(hashes.cohort);
  });
});
