import { describe, expect, it } from "vitest";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { makeFactReader } from "../../../core/scoring/declared-facts.ts";
import type { Fact } from "../../../core/scoring/scheme-document.ts";

const number = (title: string) => ({ type: "number" as const, title });
const fields = {
  turnover: number("交易额"),
  previous: number("上年交易额"),
  listed: { type: "boolean" as const, title: "上市" },
  founded_on: { type: "string" as const, title: "成立日期", format: "date" as const },
  kinds: {
    type: "array" as const,
    title: "类型",
    maxItems: 3,
    uniqueItems: true as const,
    items: {
      type: "string" as const,
      oneOf: [
        { const: "a", title: "甲" },
        { const: "b", title: "乙" },
      ],
    },
  },
  secret: { ...number("隐藏"), "x-visible": "listed" },
};

const form = compileForm({
  format: "shenbao-form/1",
  id: "p/f",
  title: "表",
  subject: "organisation",
  reportYear: 2024,
  schema: { type: "object", properties: fields, required: [], additionalProperties: false },
  layout: { sections: [{ id: "s", title: "栏", items: Object.keys(fields).map((field) => ({ field })) }] },
  rules: [],
  calculations: [],
  evidence: [],
  source: { notice: "n", readings: [] },
} as FormDocument);

const fact = (id: string, type: Fact["type"], from?: string): Fact => ({ id, title: id, type, ...(from && { from }) });

const reader = makeFactReader(
  [
    fact("turnover", "number"),
    fact("listed", "boolean"),
    fact("kinds", "set"),
    fact("secret", "number"),
    fact("sum", "number", "turnover + previous"),
    fact("growth", "number", "growth(turnover, previous)"),
    fact("wide", "boolean", "size(kinds) >= 2"),
    fact("old", "boolean", "days(founded_on, today) > 365"),
    fact("year", "number", "report_year"),
    { ...fact("later", "number"), computed: "turnover * 2.0" },
  ],
  form,
);

describe("facts of a declaration", () => {
  it("are the answers as written, and expressions counted exactly", () => {
    const answers = { turnover: 1.1, previous: 2.3, listed: false, kinds: ["a", "b"], founded_on: "2023-01-01" };
    expect(reader.read(answers, "2024-06-01")).toEqual({
      turnover: "1.1",
      listed: false,
      kinds: ["a", "b"],
      secret: null,
      sum: "3.4",
      growth: expect.stringMatching(/^-52\.17391304/),
      wide: true,
      old: true,
      year: "2024",
    });
  });

  it("are blank where nothing was answered, and leave hidden answers out", () => {
    const facts = reader.read({ listed: false, secret: 7 }, "2024-06-01");
    expect(facts).toMatchObject({ turnover: null, sum: null, growth: null, wide: null, old: null, secret: null });
    expect(reader.read({ listed: true, secret: 7 }, "2024-06-01").secret).toBe("7");
  });

  it("do not judge by the day of the run, but by the day of handing in", () => {
    const answers = { founded_on: "2023-06-15" };
    expect(reader.read(answers, "2024-06-01").old).toBe(false);
    expect(reader.read(answers, "2024-06-20").old).toBe(true);
  });

  it("keep a number beyond what can be counted for the run to refuse", () => {
    const facts = reader.read({ turnover: 1e300, previous: 1 }, "2024-06-01");
    expect(facts).toMatchObject({ turnover: "1e+300", sum: null });
  });

  it("are where the applicant lies, and what attached forms say; blank while one is not handed in", () => {
    const reads = makeFactReader(
      [
        { ...fact("county", "text"), meta: "county" },
        { ...fact("turnover", "number"), attached: "visit" },
        { ...fact("both", "number", "turnover + previous"), attached: "visit" },
      ],
      form,
      new Map([["visit", form]]),
    );
    const place = { city: "贵阳市", county: "贵阳市南明区" };
    const visit = { turnover: 2, previous: 0.5 };
    const read = (attached: Record<string, Record<string, unknown>>) =>
      reads.read({ turnover: 9 }, "2024-06-01", { place, attached });
    expect(read({ visit })).toEqual({ county: "贵阳市南明区", turnover: "2", both: "2.5" });
    expect(read({})).toEqual({ county: "贵阳市南明区", turnover: null, both: null });
    expect(reads.fieldsOf("turnover")).toEqual([]);
  });

  it("know the fields they are read from", () => {
    expect(reader.fieldsOf("turnover")).toEqual(["turnover"]);
    expect([...reader.fieldsOf("sum")].sort()).toEqual(["previous", "turnover"]);
  });
});
