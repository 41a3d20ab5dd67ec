import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fact, leaf, smallScheme } from "../core/scoring/small-scheme.ts";
import { runCli } from "./run-cli.ts";

describe("score --json and --diff", () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "score-run-"));
    const scheme = smallScheme({
      facts: [fact("x", "number")],
      children: [leaf("a", { kind: "given", low: "0", high: "100" }, { fact: "x" })],
    });
    await writeFile(file("small.scheme.json"), JSON.stringify(scheme));
    await writeFile(file("before.csv"), 'id,x\na,60\n"b ""x"", {y",30\nc,10\n');
    await writeFile(file("after.csv"), 'id,x\na,60\n"b ""x"", {y",31\nd,10\n');
    for (const name of ["before", "after"]) {
      const { out } = await runCli(["score", file("small.scheme.json"), "--facts", file(`${name}.csv`), "--json"]);
      await writeFile(file(`${name}.json`), out);
    }
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true }));

  it("writes one JSON document with one applicant a line", async () => {
    const text = await readFile(file("before.json"), "utf8");
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(3 + 4);
    expect(lines.slice(2, 5).map((line) => (JSON.parse(line.replace(/,$/, "")) as { id: string }).id)).toEqual([
      "a",
      'b "x", {y',
      "c",
    ]);
    const { run, results, findings } = JSON.parse(text);
    expect([run.applicants, results.length, findings]).toEqual([3, 3, []]);
  });

  it("compares two of them, also when one was laid out by another tool", async () => {
    await writeFile(
      file("pretty.json"),
      JSON.stringify(JSON.parse(await readFile(file("before.json"), "utf8")), null, 2),
    );
    const told = [
      'b "x", {y\t30 → 31\t2 → 2\t— → —\t → \ta',
      "c\t10 → —\t3 → —\t— → —\t → \ta",
      "d\t— → 10\t— → 3\t— → —\t → \ta",
    ];
    for (const name of ["before", "pretty"]) {
      const { out } = await runCli(["score", "--diff", file(`${name}.json`), file("after.json")]);
      expect(out.trimEnd().split("\n")).toEqual(told);
    }
    const { json } = await runCli(["score", "--diff", file("before.json"), file("after.json"), "--json"]);
    expect(json.map(({ id, presence }: { id: string; presence: string }) => [id, presence])).toEqual([
      ['b "x", {y', "both"],
      ["c", "before"],
      ["d", "after"],
    ]);
    const same = await runCli(["score", "--diff", file("before.json"), file("before.json")]);
    expect(same.out).toBe("no difference\n");
    expect((await runCli(["score", "--diff", file("before.json"), file("before.json"), "--json"])).json).toEqual([]);
  }, 120_000);

  it("says what is no output of a run, in one line", async () => {
    for (const name of ["small.scheme.json", "before.csv", "none.json"]) {
      const { code, err } = await runCli(["score", "--diff", file(name), file("after.json")]);
      expect(code).toBe(2);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
    }
  }, 120_000);
});
