import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../server/cli/command.ts";
import { weights } from "../../server/cli/commands/weights.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shenbao-weights-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command on a table, as the command line does. */
async function weigh(table: string, text: string) {
  const path = join(folder, `${table}.csv`);
  await writeFile(path, text);
  return weights.run({ locale: "en", log: () => {} }, [table, path], { whole: "100", places: "2" });
}

describe("weights", () => {
  it("follow from answers, judgements and facts", async () => {
    const delphi = await weigh("delphi", "who,a,b\n1,30,70\n2,40,60\n");
    expect(delphi).toMatchObject({
      failed: false,
      data: { weights: { median: ["35.00", "65.00"], mean: ["35.00", "65.00"] } },
    });
    const ahp = await weigh("ahp", "who,a:b,a:c,b:c\n1,2,4,2\n2,2,4,2\n");
    expect(ahp.data).toMatchObject({ items: ["a", "b", "c"], weights: { eigenvector: ["57.14", "28.57", "14.29"] } });
    const matrix = await weigh("matrix", ",a,b,c\na,1,9,1/9\nb,1/9,1,9\nc,9,1/9,1\n");
    expect(matrix.text).toContain("> 0.10: b : c = 9, 1?");
    const facts = await weigh("facts", "id,a,b\n1,1,5\n2,2,5\n3,3,5\n");
    expect(facts.data).toMatchObject({ items: ["a", "b"], entropy: [1, 0], critic: [0.5, 0.5] });
  });

  it("are not guessed from a wrong table", async () => {
    const cases = [
      ["delphi", "who,a,b\n1,30,60\n", "add up to 90, not to 100"],
      ["delphi", "who,a\n1,100\n", "Give 2 to 50 items"],
      ["matrix", ",a,b\na,1,2\nb,2,1\n", "should be 1/2"],
      ["ahp", "who,a:b\n1,10\n", "Compare"],
      ["facts", "id,a,b\n1,1,x\n2,2,5\n3,3,5\n", "no number"],
    ] as const;
    for (const [table, text, said] of cases)
      expect(await weigh(table, text), table).toMatchObject({ failed: true, text: expect.stringContaining(said) });
    await expect(weigh("voting", "")).rejects.toBeInstanceOf(UsageError);
  });
});
