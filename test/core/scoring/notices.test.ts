import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type NoticeCase, runNoticeCase } from "./notice-case.ts";

const folder = new URL("./notices/", import.meta.url);
const cases = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as NoticeCase] as const,
);

describe("a table nobody here has seen is scored as it says", () => {
  it.each(cases)("%s", (_name, each) => {
    expect(runNoticeCase(each)).toEqual({ findings: [], results: each.expect });
  });
});
