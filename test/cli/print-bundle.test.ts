import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printBundle } from "../../server/cli/commands/print-bundle.ts";
import { goodAnswers } from "../server/declarations/sample-programme.ts";
import { type SampleRound, startSampleRound, submit } from "../server/declarations/sample-round.ts";
import { hasPdfToText, pdfText } from "../server/paper/sheets.ts";
import { runCli } from "./run-cli.ts";

let round: SampleRound;
let folder: string;
let id: string;
let out: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "print-bundle-"));
  out = join(folder, "materials.pdf");
  round = await startSampleRound();
  id = await submit(round, await round.applicant(), { ...goodAnswers, phone: "13912345678" });
});
afterAll(async () => {
  await round.app.close();
  rmSync(folder, { recursive: true });
});

const print = async (login: string, declaration = id) =>
  printBundle(round.app.context, { id: declaration, login, out, locale: "zh" });

describe("print --bundle", { timeout: 60_000 }, () => {
  it("writes what an account may see, named by the programme's rule", async () => {
    const printed = await print(round.county.login);
    expect(printed.title).toMatch(/^贵阳市\+.+\+2023$/);
    const file = await readFile(out);
    expect(file.length).toBe(printed.bytes);
    expect((await PDFDocument.load(file)).getPageCount()).toBeGreaterThan(1);
    if (!hasPdfToText) return;
    expect(pdfText(file)).toContain("139****5678");
    expect(pdfText(file)).not.toContain("13912345678");
  });

  it("finds nothing out of the account's scope, and no account that is not there", async () => {
    const elsewhere = (await round.app.signInAs("county-reviewer", { region: "520302" })).login;
    const expert = (await round.app.signInAs("expert", { region: "520000" })).login;
    await expect(print(elsewhere)).rejects.toThrow(/--bundle .*没有找到/);
    await expect(print(expert)).rejects.toThrow(/--bundle .*没有找到/);
    await expect(print("nobody-at-all")).rejects.toThrow(/no such account/);
  });

  it("says what is missing in a call", async () => {
    const noForm = await runCli(["print"]);
    expect([noForm.code, noForm.err]).toEqual([2, expect.stringContaining("--bundle <id> --as <login>")]);
    const noAccount = await runCli(["print", "--bundle", id]);
    expect([noAccount.code, noAccount.err]).toEqual([2, expect.stringContaining("--as <login>")]);
    const asDocx = await runCli(["print", "--bundle", id, "--as", "somebody", "--out", "materials.docx"]);
    expect([asDocx.code, asDocx.err]).toEqual([2, expect.stringContaining(".pdf")]);
  });
});
