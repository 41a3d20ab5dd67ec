import { describe, expect, it } from "vitest";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { blindAnswers, isIdentifying } from "../../../core/forms/identifying.ts";
import { programmeDocuments } from "../../helpers/programmes.ts";

const text = (more: object = {}) => ({ type: "string" as const, title: "栏", maxLength: 100, ...more });

describe("identifying fields", () => {
  it("are those that say so, and by default numbers, addresses and what is sensitive", () => {
    expect(isIdentifying(text({ "x-identifying": true }))).toBe(true);
    for (const format of ["credit-code", "id-number", "mobile", "phone", "email", "url", "postcode"])
      expect(isIdentifying(text({ format }))).toBe(true);
    expect(isIdentifying(text({ "x-sensitive": "phone" }))).toBe(true);
    expect(isIdentifying(text({ format: "url", "x-identifying": false }))).toBe(false);
    expect(isIdentifying(text({ format: "date" }))).toBe(false);
    expect(isIdentifying({ type: "number", title: "营业额" })).toBe(false);
  });

  it("are left out with their columns, and their values taken out of other texts", () => {
    const form = {
      schema: {
        properties: {
          name: text({ "x-identifying": true }),
          report: text(),
          partners: {
            type: "array",
            title: "合作方",
            maxItems: 5,
            items: {
              type: "object",
              properties: { who: text({ "x-identifying": true }), what: text() },
              additionalProperties: false,
            },
          },
        },
      },
    } as unknown as FormDocument;
    const answers = {
      name: "晋创电商产业园",
      report: "晋创电商产业园与云上物流公司合作，位于阳曲县。",
      partners: [{ who: "云上物流公司", what: "仓储" }],
      unknown: "不在表上",
    };
    const blind = blindAnswers(form, answers, ["阳曲县"]);
    expect(blind.answers).toEqual({
      report: "［已隐去］与［已隐去］合作，位于［已隐去］。",
      partners: [{ what: "仓储" }],
    });
    expect(blind.withheld).toEqual(["name", "partners", "unknown"]);
  });

  it("are marked in every built-in form whose declarations go to a blind panel", async () => {
    const forms = {
      "shanxi-enterprise": "declaration",
      "shanxi-base": "declaration",
      "national-base-2022": "declaration",
      "sichuan-top100": "enterprise",
    };
    for (const [programme, name] of Object.entries(forms)) {
      const documents = await programmeDocuments(programme);
      const form = documents[`form-schemas/${programme}/${name}.form.json`] as FormDocument;
      const told = Object.entries(form.schema.properties).filter(([, field]) => isIdentifying(field));
      const ids = told.map(([id]) => id);
      expect(ids).toContain("name");
      expect(ids.filter((id) => /phone|mobile|email|wechat|contact_name|credit_code/.test(id)).length).toBeGreaterThan(
        2,
      );
    }
  });
});
