import { describe, expect, it } from "vitest";
import { answerText, fieldTitle } from "../../../core/forms/answer-text.ts";
import type { FieldSchema } from "../../../core/forms/form-document.ts";

const amount: FieldSchema = { type: "number", title: "交易额", "x-unit": "万元", "x-en": { title: "Turnover" } };
const kinds: FieldSchema = {
  type: "array",
  title: "类型",
  items: {
    type: "string",
    oneOf: [
      { const: "live", title: "直播电商", "x-en": "Live commerce" },
      { const: "cross", title: "跨境电商" },
    ],
  },
  maxItems: 2,
  uniqueItems: true,
};

describe("answers as text", () => {
  it("groups digits and keeps the decimals as submitted", () => {
    expect(answerText(amount, 1234567.5, "zh")).toBe("1,234,567.5 万元");
    expect(answerText(amount, -1000, "zh")).toBe("-1,000 万元");
    expect(answerText({ ...amount, "x-unit": "%" }, 92, "zh")).toBe("92%");
    expect(answerText(amount, 1e21, "zh")).toBe("1e+21 万元");
  });

  it("prints choices by their titles, in the language asked, and an unknown code as it is", () => {
    expect(answerText(kinds, ["live", "cross"], "zh")).toBe("直播电商、跨境电商");
    expect(answerText(kinds, ["live", "gone"], "en")).toBe("Live commerce, gone");
  });

  it("tells a blank from no and from zero", () => {
    const flag: FieldSchema = { type: "boolean", title: "有管理中台" };
    expect(answerText(flag, undefined, "zh")).toBe("未填");
    expect(answerText(flag, false, "zh")).toBe("否");
    expect(answerText(amount, 0, "zh")).toBe("0 万元");
    expect(fieldTitle(amount, "en")).toBe("Turnover");
    expect(fieldTitle(flag, "en")).toBe("有管理中台");
  });
});
