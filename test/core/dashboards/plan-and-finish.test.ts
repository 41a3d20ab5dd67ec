import { describe, expect, it } from "vitest";
import {
  compileDashboard,
  planTile,
  resolveControls,
  type Situation,
} from "../../../core/dashboards/compile-dashboard.ts";
import type { DashboardDocument } from "../../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../../core/dashboards/dataset-document.ts";
import type { FactRow } from "../../../core/dashboards/facts.ts";
import { finishTile, OTHERS } from "../../../core/dashboards/finish-tile.ts";
import { readDashboard, readDataset } from "./dashboard-files.ts";
import { runPlan } from "./run-plan.ts";

const province: Situation = {
  controls: { year: "2024", kind: null, region: null },
  region: { code: "520000", level: "province" },
};
const guiyang: Situation = { ...province, region: { code: "520100", level: "city" } };

/** One row of facts: columns as `assignSlots` gives them. */
function row(
  city: string | null,
  county: string | null,
  year: number,
  stage: string,
  turnover: number | null,
  more: FactRow = {},
): FactRow {
  return {
    d1: city,
    d2: county,
    d3: String(year),
    d4: "guizhou-enterprise",
    d5: stage,
    d6: "private",
    m1: turnover,
    m2: null,
    m3: turnover,
    m4: null,
    m5: null,
    ...more,
  };
}

const rows: FactRow[] = [
  row("520100", "520102", 2024, "awarded", 30_000_000),
  row("520100", "520103", 2024, "city", 10_000_000),
  row("520100", null, 2024, "scoring", 5_000_000),
  row("520300", "520302", 2024, "county", 8_000_000),
  row("520300", "520302", 2024, "apply", 99_000_000),
  row("520300", "520303", 2024, "ended", 77_000_000),
  row("520900", null, 2024, "province", null),
  row("520100", "520102", 2023, "awarded", 20_000_000),
];

function finish(
  tile: string,
  situation: Situation,
  facts = rows,
  change: (d: DashboardDocument, s: DatasetDocument) => void = () => {},
) {
  const document = readDashboard();
  const dataset = readDataset();
  change(document, dataset);
  const dashboard = compileDashboard(document, dataset);
  const plan = planTile(dashboard, tile, situation);
  const base = plan.baseFilters === null ? null : runPlan(plan, facts, plan.baseFilters);
  return finishTile(dashboard, tile, situation, runPlan(plan, facts), base);
}

describe("planTile", () => {
  const dashboard = compileDashboard(readDashboard(), readDataset());

  it("names nothing but columns of the wide table", () => {
    for (const tile of readDashboard().tiles) {
      const plan = planTile(dashboard, tile.id, guiyang);
      const columns = [
        ...plan.groups.map((group) => group.column),
        ...plan.filters.map((filter) => filter.column),
        ...plan.primitives.flatMap((p) => [
          ...p.present,
          ...(p.column === null ? [] : [p.column]),
          ...p.where.map((f) => f.column),
        ]),
      ];
      for (const column of columns) expect(column).toMatch(/^(d[1-6]|m([1-9]|1\d|2[0-4]))$/);
    }
  });

  it("groups by the level below the region and stops at the lowest", () => {
    expect(planTile(dashboard, "map", province).groups).toEqual([{ dimension: "region", column: "d1" }]);
    expect(planTile(dashboard, "map", guiyang)).toMatchObject({ groups: [{ dimension: "region", column: "d2" }] });
    const county: Situation = { ...province, region: { code: "520102", level: "county" } };
    const plan = planTile(dashboard, "map", county);
    expect(plan.groups).toEqual([{ dimension: "region", column: "d2" }]);
    expect(plan.filters).toContainEqual({ column: "d2", op: "in", values: ["520102"] });
  });

  it("follows only the controls a tile listens to", () => {
    const years = (id: string) => planTile(dashboard, id, province).filters.filter((filter) => filter.column === "d3");
    expect(years("map")).toEqual([{ column: "d3", op: "in", values: ["2024"] }]);
    expect(years("trend")).toEqual([]);
  });

  it("compares with the year before, and not at all while no year is chosen", () => {
    const plan = planTile(dashboard, "turnover", province);
    expect(plan.baseFilters?.filter((filter) => filter.column === "d3")).toEqual([
      { column: "d3", op: "in", values: ["2023"] },
    ]);
    const open: Situation = { ...province, controls: { year: null } };
    expect(planTile(dashboard, "turnover", open).baseFilters).toBeNull();
    expect(planTile(dashboard, "map", province).baseFilters).toBeNull();
  });

  it("refuses a level the tree does not have", () => {
    expect(() => planTile(dashboard, "map", { ...province, region: { code: "1", level: "village" } })).toThrow(
      "village",
    );
  });
});

describe("resolveControls", () => {
  const options = { year: ["2022", "2024", "2023"], kind: ["guizhou-enterprise"], region: ["520100"] };

  it("takes the latest year and everything else as all", () => {
    expect(resolveControls(readDashboard(), {}, options)).toEqual({
      values: { year: "2024", kind: null, region: null },
      refused: [],
    });
    expect(resolveControls(readDashboard(), {}, {}).values.year).toBeNull();
  });

  it("names what the viewer may not choose", () => {
    const { values, refused } = resolveControls(
      readDashboard(),
      { year: "1999", kind: null, region: "510100", sql: "1" },
      options,
    );
    expect(refused.sort()).toEqual(["region", "sql", "year"]);
    expect(values).toEqual({ kind: null });
  });
});

describe("finishTile", () => {
  it("counts the population of the tile and nothing else", () => {
    const { rows: cities, contributing, blank } = finish("map", province);
    expect(cities).toEqual([
      { region: "520100", turnover: 45_000_000 },
      { region: "520300", turnover: 8_000_000 },
      { region: "520900", turnover: null, "turnover:mark": "na" },
    ]);
    expect({ contributing, blank }).toEqual({ contributing: 4, blank: 1 });
  });

  it("shows what belongs to no county under the city itself", () => {
    expect(finish("map", guiyang).rows).toEqual([
      { region: "520102", turnover: 30_000_000 },
      { region: "520103", turnover: 10_000_000 },
      { region: "520100", turnover: 5_000_000 },
    ]);
  });

  it("puts the year before beside the present one", () => {
    expect(finish("turnover", province).rows).toEqual([{ turnover: 53_000_000, "turnover@base": 20_000_000 }]);
    expect(finish("turnover", { ...province, controls: { year: "2023" } }).rows).toEqual([
      { turnover: 20_000_000, "turnover@base": null, "turnover@base:mark": "na" },
    ]);
  });

  it("computes a share over its own population, with ended declarations", () => {
    expect(finish("award-rate", province).rows).toEqual([{ "award-rate": 1 / 6 }]);
    expect(finish("award-rate", province, []).rows).toEqual([{ "award-rate": null, "award-rate:mark": "na" }]);
  });

  it("ranks by the first measure and sums up the rest, medians and extremes included", () => {
    const many = [1, 2, 3, 4].map((size) => row(`52010${size}`, null, 2024, "city", size * 1_000_000));
    const result = finish("ranking", province, many, (document, dataset) => {
      dataset.measures.smallest = { kind: "min", title: "x", field: "turnover" };
      const tile = document.tiles.find((candidate) => candidate.id === "ranking")!;
      tile.top = { n: 2, others: true };
      tile.measures = ["turnover", "median-turnover", "smallest"];
    });
    expect(result.rows).toEqual([
      { region: "520104", turnover: 4e6, "median-turnover": 4e6, smallest: 4e6 },
      { region: "520103", turnover: 3e6, "median-turnover": 3e6, smallest: 3e6 },
      { region: OTHERS, turnover: 3e6, "median-turnover": 1.5e6, smallest: 1e6 },
    ]);
  });

  it("keeps a ratio of sums and a mean of ratios apart; they can differ in sign", () => {
    const facts = [
      row("520100", null, 2024, "city", 1, { m2: 10_000, m3: 100_000 }),
      row("520100", null, 2024, "city", 1, { m2: 50, m3: 10 }),
      row("520100", null, 2024, "city", 1, { m2: 5, m3: 0 }),
      row("520100", null, 2024, "city", 1, { m2: null, m3: 7 }),
    ];
    const result = finish("declarations", { ...province, controls: { year: "2024" } }, facts, (document, dataset) => {
      const ratio = { title: "x", numerator: "online-retail", denominator: "enterprise-turnover", minusOne: true };
      dataset.measures.total = { kind: "ratio-of-sums", ...ratio };
      dataset.measures.each = { kind: "mean-of-ratios", ...ratio };
      document.tiles[0]!.measures = ["total", "each"];
      delete document.tiles[0]!.compare;
    });
    expect(result.rows[0]?.total).toBeCloseTo(10_055 / 100_010 - 1, 12);
    expect(result.rows[0]?.each).toBeCloseTo((0.1 + 5) / 2 - 1, 12);
  });

  it("discloses no group below the floor, nor the one that would give it away", () => {
    const sized = (city: string, count: number) =>
      Array.from({ length: count }, () => row(city, null, 2024, "city", 1));
    const facts = [...sized("520100", 9), ...sized("520200", 6), ...sized("520300", 2)];
    const result = finish("map", province, facts, (document) => (document.privacy = { minCount: 5 }));
    expect(result.rows).toEqual([
      { region: "520100", turnover: 9 },
      { region: "520200", turnover: null, "turnover:mark": "hidden" },
      { region: "520300", turnover: null, "turnover:mark": "hidden" },
    ]);
  });
});
