import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../server/cli/commands.ts";
import { makeProgram } from "../../server/cli/program.ts";
import { runCli, top } from "./run-cli.ts";

const enterprise = "form-schemas/guizhou-enterprise/declaration.form.json";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shenbao-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const readForm = async () => JSON.parse(await readFile(join(top, enterprise), "utf8"));

describe("the command line", () => {
  it("lists every command in its help, and explains each", async () => {
    const [help, own] = await Promise.all([runCli(["--help"]), runCli(["inventory", "--help"])]);
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(own).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringMatching(/^Usage: shenbao inventory [\s\S]*--year/),
    });
    const program = makeProgram();
    expect(program.commands.map((command) => command.name())).toEqual(commands.map(({ name }) => name));
    for (const command of program.commands) {
      expect(help.out).toContain(`  ${command.name()} `);
      expect(command.helpInformation()).toMatch(/^Usage: shenbao [\s\S]*--json[\s\S]*--lang[\s\S]*--help/);
    }
  });

  it("answers a wrong call with exit code 2 and nothing on stdout", async () => {
    const [unknown, option, missing] = await Promise.all([
      runCli(["frobnicate"]),
      runCli(["check", "--strict"]),
      runCli(["inventory"]),
    ]);
    for (const { code, out, err } of [unknown, option, missing]) {
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/error: /);
      expect(err).not.toMatch(/^\s+at /m);
    }
  });
});

describe("check", () => {
  it("finds no error in the documents of the product", async () => {
    const { code, json, err } = await runCli(["check", "--json"]);
    expect(json.filter((row: { level: string }) => row.level === "error")).toEqual([]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  }, 60_000);

  it("names file, pointer and code of a broken form, in either language", async () => {
    const form = await readForm();
    form.rules[0].assert = "annual_turnovr > 1";
    const path = await write("broken.form.json", form);
    const en = await runCli(["check", path, "--json"]);
    expect(en.code).toBe(1);
    expect(en.json).toEqual([
      { file: path, pointer: "/rules/0/assert", code: expect.any(String), level: "error", message: expect.any(String) },
    ]);
    expect(en.json[0].message).toContain("annual_turnover");
    const zh = await runCli(["check", path, "--lang", "zh"]);
    expect(zh.code).toBe(1);
    expect(zh.out).toMatch(/[\u4e00-\u9fff]{4}/);
    expect(zh.out).toContain("#/rules/0/assert");
  }, 60_000);

  it("says of a file that is not JSON that it is not", async () => {
    const path = await write("half.form.json", '{"id": ');
    const { code, json } = await runCli(["check", path, "--json"]);
    expect(code).toBe(1);
    expect(json).toMatchObject([{ file: path, pointer: "", code: "document-not-json", level: "error" }]);
  }, 60_000);

  it("refuses a path that is not there, and two files that are one document", async () => {
    const missing = await runCli(["check", join(folder, "nowhere.form.json")]);
    expect(missing).toMatchObject({ code: 2, out: "" });
    expect(missing.err).toContain("nowhere.form.json");
    const form = await readForm();
    const [one, two] = [await write("one.form.json", form), await write("two.form.json", form)];
    const twice = await runCli(["check", one, two]);
    expect(twice).toMatchObject({ code: 2, out: "" });
    expect(twice.err).toContain("one.form.json");
  }, 60_000);

  it("takes a folder laid out like the product, with what it refers to from the product", async () => {
    const form = await readForm();
    form.id = "elsewhere/declaration";
    await write("bundle/form-schemas/elsewhere/declaration.form.json", form);
    const { code, out } = await runCli(["check", join(folder, "bundle"), "--json"]);
    expect({ code, out: out.trim() }).toEqual({ code: 0, out: "[]" });
  }, 60_000);
});

describe("validate", () => {
  const golden = async (name: string) =>
    JSON.parse(await readFile(join(top, `programmes/golden/guizhou-enterprise/${name}.json`), "utf8"));

  it("finds what a golden case says, and passes a full one", async () => {
    const full = await write("full.json", (await golden("full")).answers);
    const clean = await runCli(["validate", enterprise, full, "--today", "2026-01-01", "--json"]);
    expect(clean.json).toEqual([]);
    expect(clean.code).toBe(0);
    const low = await golden("gz-04-turnover");
    const path = await write("low.json", low.answers);
    const judged = await runCli(["validate", enterprise, path, "--today", "2026-01-01", "--json"]);
    expect(judged.code).toBe(1);
    expect(judged.json).toEqual(
      low.expect.findings.map(({ code, level, pointer }: Record<string, string>) => ({
        rule: code,
        level,
        pointer,
        message: expect.stringMatching(/\w{3}/),
      })),
    );
  });

  it("reads answers from standard input, and refuses what is no object", async () => {
    const answers = JSON.stringify({ ...(await golden("full")).answers, surplus: 1 });
    const surplus = await runCli(["validate", enterprise, "-", "--today", "2026-01-01", "--json"], { input: answers });
    expect(surplus.code).toBe(1);
    expect(surplus.json).toMatchObject([{ pointer: "/surplus", level: "error" }]);
    const list = await runCli(["validate", enterprise, "-", "--json"], { input: "[1]" });
    expect(list.code).toBe(1);
    expect(list.json.length).toBeGreaterThan(0);
    const nothing = await runCli(["validate", enterprise, "-"], { input: "{" });
    expect(nothing).toMatchObject({ code: 2, out: "" });
  });

  it("refuses a broken form with its findings, and a year or a day that is none", async () => {
    const form = await readForm();
    delete form.layout;
    const path = await write("no-layout.form.json", form);
    const broken = await runCli(["validate", path, "-", "--json"], { input: "{}" });
    expect(broken.code).toBe(1);
    expect(broken.json).toMatchObject([{ file: path, level: "error" }]);
    expect(await runCli(["validate", enterprise, "-", "--year", "24"], { input: "{}" })).toMatchObject({ code: 2 });
    expect(await runCli(["validate", enterprise, "-", "--today", "soon"], { input: "{}" })).toMatchObject({ code: 2 });
  });
});
