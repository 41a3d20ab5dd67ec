import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scoreTable } from "../../../core/scoring/score-table.ts";

/** Tables of notices and published indices that no programme here uses; results worked out apart from the engine. */
interface NoticeCase {
  source: string;
  what: "total" | "tier";
  scheme: object;
  facts: Record<string, string>[];
  expect: Record<string, string | null>;
}

const folder = new URL("./notices/", import.meta.url);
const cases = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as NoticeCase] as const,
);

describe("a table nobody here has seen is scored as it says", () => {
  it.each(cases)("%s", (_name, { what, scheme, facts, expect: wanted }) => {
    const columns = Object.keys(facts[0] ?? {});
    const lines = facts.map((row) => columns.map((name) => row[name]).join(","));
    const { findings, output } = scoreTable({
      scheme,
      factsText: [columns.join(","), ...lines].join("\r\n"),
      factsFormat: "csv",
      trace: false,
    });
    expect(findings).toEqual([]);
    expect(Object.fromEntries((output?.results ?? []).map((result) => [result.id, result[what]]))).toEqual(wanted);
  });
});
