import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentsOfKind } from "../../core/editions/document-paths.ts";
import type { SchemeDocument } from "../../core/scoring/scheme-document.ts";
import { chromiumPath, openBuiltPage } from "../client/browser.ts";
import type { NoticeCase } from "../core/scoring/notice-case.ts";
import type { ScoreCase } from "../core/scoring/score-case.ts";
import { builtInDocuments } from "../helpers/programmes.ts";
import { type RecordedCases, runConformance } from "./run-conformance.ts";

const here = import.meta.dirname;
const read = <T>(path: string) => JSON.parse(readFileSync(join(here, path), "utf8")) as T;
const all = <T>(folder: string) => readdirSync(join(here, folder)).map((name) => read<T>(`${folder}/${name}`));
const documents = await builtInDocuments();
const schemes = documentsOfKind(documents, "scheme").map(({ content }) => content as SchemeDocument);

/** Facts of sixty applicants for every number and yes/no of a scheme, the same every time. */
function factsOf({ facts }: SchemeDocument): string {
  const asked = facts.filter((fact) => fact.computed === undefined);
  const value = (fact: (typeof asked)[number], row: number, at: number): string => {
    if (fact.type === "boolean") return String((row * 7 + at) % 3 !== 0);
    if (fact.type !== "number") return fact.choices?.[row % fact.choices.length] ?? "";
    return `${((row * 37 + at * 11) % 90) + 1}.${row % 10}`;
  };
  const rows = Array.from({ length: 60 }, (_, row) => [`b${row}`, ...asked.map((fact, at) => value(fact, row, at))]);
  return [["id", ...asked.map(({ id }) => id)], ...rows].map((row) => row.join(",")).join("\n");
}

const recorded: RecordedCases = {
  rules: read("rules.json"),
  answers: read("answers.json"),
  scoring: all<ScoreCase[]>("../core/scoring/conformance").flat(),
  notices: all<NoticeCase>("../core/scoring/notices"),
  documents,
  runs: schemes.map((scheme) => ({ scheme, facts: factsOf(scheme) })),
};

describe("rules, answers, scores and golden cases", () => {
  const inNode = runConformance(recorded);

  it("are as recorded in Node", () => {
    expect(inNode).toMatchObject({ rules: [], answers: [], scoring: [], notices: [], golden: [] });
    expect(Object.keys(inNode.runs)).toHaveLength(9);
    for (const hash of Object.values(inNode.runs)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.skipIf(!chromiumPath)(
    "are the same in Chromium, to the byte, without eval",
    async () => {
      const built = await openBuiltPage(join(here, "page"));
      try {
        const page = await built.browser.newPage();
        const errors: string[] = [];
        page.on("pageerror", (error) => errors.push(error.message));
        await page.goto(built.address);
        await page.waitForFunction("globalThis.runConformance !== undefined");
        const inChromium = await page.evaluate(
          (cases) => (globalThis as unknown as { runConformance: typeof runConformance }).runConformance(cases),
          recorded,
        );
        expect(inChromium).toEqual(inNode);
        expect(errors).toEqual([]);
      } finally {
        await built.close();
      }
    },
    120_000,
  );
});
