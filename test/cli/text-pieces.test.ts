import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../server/cli/command.ts";
import { textPieces } from "../../server/cli/text-pieces.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "text-pieces-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function piecesOf(text: string): Promise<string[]> {
  const file = join(folder, "facts.csv");
  await writeFile(file, text);
  const source = await textPieces(file);
  return typeof source === "string" ? [source] : [...source.pieces()];
}

describe("a file read in pieces", () => {
  it("is the same text, with no letter cut in two", async () => {
    for (const line of ["申报企业,1\n", `${"甲".repeat(700_000)}\n乙`, "一行而已".repeat(400_000), ""]) {
      const text = line.repeat(line.length < 20 ? 200_000 : 2);
      const pieces = await piecesOf(text);
      expect(pieces.join("") === text).toBe(true);
    }
    expect((await piecesOf("申报企业,1\n".repeat(200_000))).length).toBeGreaterThan(2);
  });

  it("is refused in one line when it is not there", async () => {
    await expect(textPieces(join(folder, "none.csv"))).rejects.toThrow(UsageError);
  });
});
