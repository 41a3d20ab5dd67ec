import { describe, expect, it } from "vitest";
import { checkScheme } from "../../../../core/scoring/check-scheme.ts";
import { compileScheme } from "../../../../core/scoring/compile-scheme.ts";
import { conflictsBetween } from "../../../../core/scoring/experts/conflict-kinds.ts";
import { countMarks } from "../../../../core/scoring/experts/counted-marks.ts";
import { sheetItemsOf } from "../../../../core/scoring/experts/panel-items.ts";
import { expertReports, itemReport, sheetAgreement } from "../../../../core/scoring/experts/panel-report.ts";
import { FactTableBuilder } from "../../../../core/scoring/fact-table.ts";
import type { SchemeDocument } from "../../../../core/scoring/scheme-document.ts";
import { programmeDocuments } from "../../../helpers/programmes.ts";

const schemeOf = async (programme: string) =>
  (await programmeDocuments(programme))[`scoring-schemas/${programme}/scoring.scheme.json`] as SchemeDocument;

describe("conflicts of interest", () => {
  const expert = {
    accountId: "a1",
    organisationId: "o1",
    employerName: "太原（晋商）电商有限公司",
    employerCreditCode: "91140100ma0abcde1x",
    declared: [],
    readerPaths: [],
  };
  const declaration = {
    id: "d1",
    applicantAccountId: "a9",
    organisationId: "o9",
    applicantName: "别家公司",
    creditCode: "911401000000000001",
    regionPath: "/140000/140100/",
  };
  const all = ["declared", "same-organisation", "same-credit-code", "employer", "reviewer"];

  it("holds none between strangers, and each for its own reason", () => {
    expect(conflictsBetween(all, expert, declaration)).toEqual([]);
    const cases: [object, object, string][] = [
      [{ declared: [{ declarationId: "d1", name: null, creditCode: null }] }, {}, "declared"],
      [{ declared: [{ declarationId: null, name: "别家 公司", creditCode: null }] }, {}, "declared"],
      [{}, { organisationId: "o1" }, "same-organisation"],
      [{}, { applicantAccountId: "a1" }, "same-organisation"],
      [{}, { creditCode: "91140100MA0ABCDE1X" }, "same-credit-code"],
      [{}, { applicantName: "太原(晋商)电商有限公司" }, "employer"],
      [{ readerPaths: ["/140000/"] }, {}, "reviewer"],
    ];
    for (const [one, other, kind] of cases)
      expect(conflictsBetween(all, { ...expert, ...one }, { ...declaration, ...other })).toEqual([kind]);
  });

  it("holds only those the panel names, and the lint refuses one that is unknown", async () => {
    expect(conflictsBetween(["declared"], expert, { ...declaration, organisationId: "o1" })).toEqual([]);
    const scheme = structuredClone(await schemeOf("shanxi-base"));
    Object.values(scheme.panels ?? {})[0]!.conflicts.push("same-organization");
    expect(checkScheme(scheme)).toContainEqual(
      expect.objectContaining({
        code: "scheme-unknown-conflict",
        pointer: "/panels/experts/conflicts/5",
        level: "error",
      }),
    );
  });
});

describe("the sheet of an applicant", () => {
  it("leaves out the tables that the applicant did not choose", async () => {
    const scheme = compileScheme(await schemeOf("shanxi-enterprise"));
    const itemsFor = (chosen: string[]) => {
      const builder = new FactTableBuilder(["x"]);
      for (const fact of scheme.document.facts)
        if (fact.computed === undefined) builder.addColumn(fact, () => (fact.type === "set" ? chosen : null));
      return sheetItemsOf(scheme, "experts", builder.finish(), 0).map(({ id }) => id);
    };
    const choosing = scheme.document.facts.find(({ type }) => type === "set")!;
    const [first, second] = choosing.choices ?? [];
    const [one, two, both] = [itemsFor([first!]), itemsFor([second!]), itemsFor([first!, second!])];
    expect(one).toContain("revenue");
    expect(one.length).toBeLessThan(both.length);
    expect(both.length).toBe(one.length + two.filter((id) => !one.includes(id)).length);
  });
});

describe("marks that count", () => {
  it("are those of the cohort, on the scale, without a conflict; the others are listed with the reason", async () => {
    const scheme = await schemeOf("shanxi-base");
    const mark = {
      panel: "experts",
      applicant: "d1",
      item: "hardware",
      expert: "e1",
      points: "80",
      conflicts: [],
      setAside: null,
    };
    const given = [
      mark,
      { ...mark, expert: "e2", points: "90.5" },
      { ...mark, expert: "e3", conflicts: ["declared"] },
      { ...mark, expert: "e4", points: "101" },
      { ...mark, applicant: "d2" },
      { ...mark, item: "nothing" },
      { ...mark, panel: "jury" },
    ];
    const { marks, uncounted } = countMarks(scheme, new Set(["d1"]), given);
    expect(marks.marks("d1", "hardware").map(({ expert }) => expert)).toEqual(["e1", "e2"]);
    expect(uncounted.map(({ mark: out }) => out)).toEqual(given.slice(2));
    expect(marks.stray).toHaveLength(5);
  });
});

describe("the report of a panel", () => {
  // Shrout and Fleiss (1979), table 2: six targets, four judges; ICC(2,1) = 0.29, ICC(2,k) = 0.62.
  const table = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ];
  const marks = table.flatMap((row, at) =>
    row.map((points, expert) => ({ declaration: `d${at}`, item: "i", expert: `e${expert}`, points })),
  );

  it("gives the published agreement, and who is harsh", () => {
    const [whole] = sheetAgreement(marks);
    expect(whole).toMatchObject({ experts: ["e0", "e1", "e2", "e3"], declarations: 6 });
    expect(whole!.iccSingle).toBeCloseTo(0.29, 2);
    expect(whole!.iccAverage).toBeCloseTo(0.62, 2);
    const harshness = [...expertReports(marks)].map(([id, { harshness: value }]) => [id, value]);
    expect(harshness.sort((a, b) => Number(a[1]) - Number(b[1]))[0]![0]).toBe("e1");
    expect(harshness.reduce((sum, [, value]) => sum + Number(value), 0)).toBeCloseTo(0, 5);
  });

  it("groups experts who marked the same declarations, and says nothing where too few stand side by side", () => {
    const split = marks.filter(({ declaration, expert }) => declaration < "d3" || expert !== "e3");
    const agreement = sheetAgreement(split);
    expect(agreement.map(({ experts, declarations }) => [experts.length, declarations])).toEqual([
      [3, 3],
      [4, 3],
    ]);
    expect(itemReport(marks.slice(0, 1))).toEqual({ marks: 1, mean: 9, disagreement: null, agreement: [] });
  });
});
