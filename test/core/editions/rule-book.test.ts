import { describe, expect, it } from "vitest";
import { ruleBookOf } from "../../../core/editions/rule-book.ts";

const form = {
  title: { zh: "申报表", en: "Form" },
  rules: [
    {
      id: "turnover-high",
      assert: "turnover >= 1",
      level: "error",
      at: ["turnover"],
      message: "太低",
      source: "第五条",
    },
  ],
  calculations: [{ target: "growth", value: "growth(turnover, before)", onUnknown: "blank" }],
  evidence: [{ id: "audit", title: { zh: "审计报告", en: "Audit report" }, for: ["turnover"], source: "第八条" }],
  source: {
    readings: [{ inconsistency: "INC-001", at: ["turnover"], reading: { zh: "取万元", en: "In ten thousand" } }],
  },
};

describe("the rule book", () => {
  it("tells what each document reads, checks and asks, with its clause", () => {
    const [programme, declared, scheme] = ruleBookOf({
      "scoring-schemas/a/scoring.scheme.json": {
        title: "指标",
        assume: [{ text: "取平均", basis: "附件6（INC-018、INC-019）", nodes: ["by-type"] }],
        untranslated: [{ text: "没有及格线", basis: "附件6" }],
        weights: { kind: "delphi", round: "study/2@hash", basis: "第六条" },
      },
      "form-schemas/a/declaration.form.json": form,
      "programmes/a.programme.json": { title: "项目", readings: [{ reading: "公示五天" }] },
      "programmes/golden/a/full.json": { title: "样例" },
    });
    expect(programme).toMatchObject({ kind: "programme", entries: [{ kind: "reading", id: null, at: [] }] });
    expect(declared?.title).toEqual({ zh: "申报表", en: "Form" });
    expect(declared?.entries).toMatchObject([
      { kind: "reading", id: "INC-001", text: { zh: "取万元" }, at: ["turnover"] },
      { kind: "rule", id: "turnover-high", level: "error", source: "第五条", text: { zh: "太低", en: "太低" } },
      { kind: "calculation", id: "growth", text: { zh: "growth(turnover, before)" } },
      { kind: "evidence", id: "audit", source: "第八条", at: ["turnover"] },
    ]);
    expect(scheme?.entries).toMatchObject([
      { kind: "assumption", id: "INC-018、INC-019", at: ["by-type"] },
      { kind: "open", id: null, source: "附件6" },
      { kind: "weights", text: { zh: "权重由德尔菲法确定，引用征询轮次 study/2@hash（第六条）" }, source: "第六条" },
    ]);
  });

  it("takes of a broken draft what can be read", () => {
    const [chapter, ...others] = ruleBookOf({
      "form-schemas/a/declaration.form.json": {
        rules: [null, 7, { id: "r" }, { message: "有话" }],
        source: null,
        evidence: {},
      },
      "form-schemas/a/other.form.json": null,
      "scoring-schemas/a/scoring.scheme.json": [],
    });
    expect(others).toEqual([]);
    expect(chapter?.title.zh).toBe("form-schemas/a/declaration.form.json");
    expect(chapter?.entries).toEqual([{ kind: "rule", id: null, text: { zh: "有话", en: "有话" }, at: [] }]);
  });
});
