import { describe, expect, it } from "vitest";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import { isSameAward } from "../../../server/modules/titles/award.service.ts";

const programme = (award: object) => ({ award }) as ProgrammeDocument;
const named = (zh: string) => ({ name: { zh, en: zh } });

describe("titles of one award", () => {
  it("have one name", () => {
    expect(isSameAward(programme({}), named("站点"), named("站点"))).toBe(true);
    expect(isSameAward(programme({ nameFrom: "kind" }), named("站点 · 甲类"), named("站点 · 乙类"))).toBe(false);
  });

  it("differ in their tier where the name says it", () => {
    const starred = programme({ nameFromTier: true });
    expect(isSameAward(starred, named("站点 · 五星"), named("站点 · 四星"))).toBe(true);
    const both = programme({ nameFrom: "kind", nameFromTier: true });
    expect(isSameAward(both, named("站点 · 甲类 · 五星"), named("站点 · 甲类 · 四星"))).toBe(true);
    expect(isSameAward(both, named("站点 · 甲类 · 五星"), named("站点 · 乙类 · 四星"))).toBe(false);
  });
});
