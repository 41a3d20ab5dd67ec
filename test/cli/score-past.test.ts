import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fact, leaf, smallScheme } from "../core/scoring/small-scheme.ts";
import { runCli } from "./run-cli.ts";

describe("score --past", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "score-past-"));
    const scheme = smallScheme({
      facts: [fact("x", "number")],
      children: [leaf("a", { kind: "given", low: "0", high: "100" }, { fact: "x" })],
      outcome: {
        rank: { on: "exact", ties: "1224", breakers: [], within: "all" },
        rules: [
          {
            kind: "streak",
            id: "last",
            basis: "样例",
            from: "bottom",
            places: 1,
            runs: 2,
            effect: "remove",
            banYears: 4,
          },
        ],
      },
    });
    await writeFile(join(folder, "small.scheme.json"), JSON.stringify(scheme));
    await writeFile(join(folder, "facts.csv"), "id,x\na,60\nb,30\n");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("counts over runs, shows what follows, and tells it in the difference", async () => {
    const facts = ["score", join(folder, "small.scheme.json"), "--facts", join(folder, "facts.csv")];
    const first = await runCli([...facts, "--json"]);
    expect(first.code).toBe(0);
    const before = join(folder, "before.json");
    await writeFile(before, first.out);
    const second = await runCli([...facts, "--past", before]);
    expect(second.out.trim().split("\n")).toEqual([
      "id\teligible\ttotal\trank\ttier\tdecisions",
      "a\tyes\t60\t1\t\t",
      "b\tyes\t30\t2\t\tlast:remove×2",
    ]);
    const explained = await runCli([...facts, "--past", before, "--explain", "b"]);
    expect(explained.out).toContain(
      "last\tamong the last 1, run 2 in a row → title cancelled, no application for 4 years",
    );
    const after = join(folder, "after.json");
    await writeFile(after, (await runCli([...facts, "--past", before, "--json"])).out);
    const difference = await runCli(["score", "--diff", before, after]);
    expect(difference.out).toContain("last:noted×1 → last:remove×2");
  }, 120_000);
});
