import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveNaming, unknownTokens } from "../../../core/workflow/naming.ts";

const values = {
  city: "贵阳市",
  county: "云岩区",
  applicant: "某某电子商务有限公司",
  year: 2024,
  kind: "示范企业",
  programme: "十百千万",
};
const template = "{city}+{applicant}+{year}年十百千万工程示范项目+{kind}申报资料";

describe("resolveNaming", () => {
  it("fills the rule of the notice", () => {
    expect(resolveNaming(template, values)).toBe(
      "贵阳市+某某电子商务有限公司+2024年十百千万工程示范项目+示范企业申报资料",
    );
  });

  it("replaces what a file system or a reader would take for something else", () => {
    const applicant = '../a\\b:c*d?"e<f>g|h\u202Egpj.exe\n';
    expect(resolveNaming("{applicant}", { ...values, applicant })).toBe("_a_b_c_d__e_f_g_h_gpj.exe_");
  });

  it("never gives more than 200 bytes, a path or a hidden file, whatever the applicant is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (applicant) => {
        const name = resolveNaming(template, { ...values, applicant });
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[\\/:*?"<>|]|^\.|\.$/);
      }),
    );
  });

  it("refuses a token it does not know", () => {
    expect(unknownTokens("{city}{company}{}")).toEqual(["company", ""]);
    expect(() => resolveNaming("{company}", values)).toThrow("company");
  });
});
