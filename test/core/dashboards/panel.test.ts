import { describe, expect, it } from "vitest";
import type { DashboardDocument } from "../../../core/dashboards/dashboard-document.ts";
import { OTHERS, type TileRow } from "../../../core/dashboards/finish-tile.ts";
import { classColours, inkOn, SERIES_COLOURS } from "../../../core/dashboards/palette.ts";
import { buildPanel, type Panel } from "../../../core/dashboards/panel.ts";
import { classOf, mapClasses, mapMarks } from "../../../core/dashboards/panel-map.ts";
import { panelOptions } from "../../../core/dashboards/panel-options.ts";
import { panelTable } from "../../../core/dashboards/panel-table.ts";
import { describePanel, explainTile } from "../../../core/dashboards/panel-text.ts";
import type { Locale } from "../../../core/problems/finding.ts";
import { readDashboard, readDataset } from "./dashboard-files.ts";

const dataset = readDataset();
const light = { dark: false };
const regionNames = {
  "520100": "贵阳市",
  "520200": "六盘水市",
  "520300": "遵义市",
  "520400": "安顺市",
  GAXQ: "贵安新区",
};
const regions = ["520100", "520200", "520300", "520400"].map((code) => ({
  code,
  label: regionNames[code as keyof typeof regionNames],
}));

function tileOf(id: string): DashboardDocument["tiles"][number] {
  return readDashboard().tiles.find((tile) => tile.id === id)!;
}

function panel(id: string, rows: TileRow[], more: object = {}, locale: Locale = "zh"): Panel {
  return buildPanel({ tile: tileOf(id), dataset, rows, regionNames, ...more }, locale);
}

const mapRows: TileRow[] = [
  { region: "520100", turnover: 120_000_000 },
  { region: "520200", turnover: 0 },
  { region: "520300", turnover: null, "turnover:mark": "hidden" },
  { region: "GAXQ", turnover: null, "turnover:mark": "na" },
];

describe("buildPanel", () => {
  it("gives zero, none applied, not applicable and not disclosed four different marks", () => {
    const { categories, series } = panel("map", mapRows, { regions });
    expect(categories.map((category) => category.label)).toEqual([
      "贵阳市",
      "六盘水市",
      "遵义市",
      "安顺市",
      "贵安新区",
    ]);
    expect(series[0]?.cells.map((cell) => [cell.mark, cell.text])).toEqual([
      ["value", "1.20亿元"],
      ["value", "0亿元"],
      ["hidden", "未披露"],
      ["none", "无申报"],
      ["na", "不适用"],
    ]);
  });

  it("counts a funnel from its end, without what ended aside", () => {
    const rows = [
      ["apply", 4],
      ["county", 3],
      ["scoring", 2],
      ["awarded", 1],
      ["ended", 9],
    ].map(([stage = "", declarations = 0]): TileRow => ({ stage, declarations }));
    const funnel = panel("stages", rows);
    expect(funnel.categories.map((category) => category.code)).toEqual([
      "apply",
      "county",
      "city",
      "province",
      "scoring",
      "publicity",
      "awarded",
    ]);
    expect(funnel.series[0]?.cells.map((cell) => cell.value)).toEqual([10, 6, 3, 3, 3, 1, 1]);
  });

  it("says how a figure changed, and where it cannot be compared", () => {
    const change = (row: TileRow) => panel("turnover", [row]).series[0]?.cells[0]?.change;
    expect(change({ turnover: 150, "turnover@base": 100 })).toBe("+50.0%");
    expect(change({ turnover: 150, "turnover@base": null })).toBe("不可比");
    expect(change({ turnover: 150 })).toBe("不可比");
    expect(panel("award-rate", [{ "award-rate": 0.5 }]).series[0]?.cells[0]?.change).toBeNull();
  });

  it("splits by a second dimension and counts nobody as zero", () => {
    const rows: TileRow[] = [{ stage: "city", kind: "guizhou-enterprise", declarations: 2 }];
    const split = panel("stage-kinds", rows);
    expect(split.series.map((series) => series.label)).toEqual([
      "示范企业",
      "示范直播团队",
      "示范园区",
      "示范直播基地",
    ]);
    const city = split.categories.findIndex((category) => category.code === "city");
    expect(split.series.map((series) => series.cells[city]?.value)).toEqual([2, 0, 0, 0]);
  });

  it("names others, blanks and unknown codes, in both languages", () => {
    const rows: TileRow[] = [
      { region: OTHERS, turnover: 1 },
      { region: "529999", turnover: 1 },
    ];
    expect(panel("ranking", rows).categories.map((category) => category.label)).toEqual(["其他", "529999"]);
    expect(panel("ranking", rows, {}, "en").categories[0]?.label).toBe("Others");
    expect(panel("ownership", [{ ownership: null, declarations: 3 }]).categories.at(-1)?.label).toBe("未填");
  });

  it("names what belongs to no part of the region as the region's own, but not a region alone", () => {
    const rows: TileRow[] = [
      { region: "520100", turnover: 1 },
      { region: "520102", turnover: 2 },
    ];
    const labels = (some: TileRow[]) =>
      panel("ranking", some, { region: "520100" }).categories.map((each) => each.label);
    expect(labels(rows)).toEqual(["贵阳市（本级）", "520102"]);
    expect(labels(rows.slice(0, 1))).toEqual(["贵阳市"]);
  });

  it("orders regions by code where they are not ranked", () => {
    const rows: TileRow[] = ["520300", "520100"].map((region) => ({ region, declarations: 1 }));
    expect(panel("regions", rows).categories.map((category) => category.code)).toEqual(["520100", "520300"]);
    expect(panel("ranking", rows).categories.map((category) => category.code)).toEqual(["520300", "520100"]);
  });

  it("orders years", () => {
    const rows: TileRow[] = ["2024", "2022", "2023"].map((year) => ({ year, turnover: Number(year) }));
    expect(panel("trend", rows).categories.map((category) => category.label)).toEqual(["2022年", "2023年", "2024年"]);
  });
});

describe("map classes", () => {
  it("uses the fixed limits of the document, whatever the numbers are", () => {
    const classes = mapClasses(panel("map", [{ region: "520100", turnover: 1 }], { regions }));
    expect(classes.map((each) => each.from)).toEqual([null, 5e6, 2e7, 5e7, 1e8, 5e8]);
    expect(classes.map((each) => each.label)).toEqual([
      "500万元以下",
      "500万元–2,000万元",
      "2,000万元–5,000万元",
      "5,000万元–1亿元",
      "1亿元–5亿元",
      "5亿元及以上",
    ]);
    expect(classOf(5_000_000, classes)).toBe(classes[1]);
    expect(classOf(4_999_999, classes)).toBe(classes[0]);
    expect(classOf(9e12, classes)).toBe(classes[5]);
  });

  it("makes classes of the numbers when there are no limits, and one when all are the same", () => {
    const free = panel("map", mapRows, { regions, tile: { ...tileOf("map"), breaks: undefined } });
    expect(mapClasses(free).length).toBe(2);
    const same = panel("map", [{ region: "520100", turnover: 7 }], {
      regions,
      tile: { ...tileOf("map"), breaks: undefined },
    });
    expect(mapClasses(same).length).toBe(1);
  });

  it("explains the marks that occur", () => {
    expect(mapMarks(panel("map", mapRows, { regions }), light).map((mark) => mark.label)).toEqual([
      "无申报",
      "不适用",
      "未披露",
    ]);
  });
});

describe("panelOptions", () => {
  it("joins a map by code as text and colours marks apart", () => {
    const [series] = panelOptions(panel("map", mapRows, { regions }), light)!.series as [
      { nameProperty: string; data: { name: string; itemStyle: { areaColor: string } }[] },
    ];
    expect(series.nameProperty).toBe("adcode");
    expect(series.data.map((datum) => datum.name)).toEqual(["520100", "520200", "520300", "520400", "GAXQ"]);
    expect(new Set(series.data.map((datum) => datum.itemStyle.areaColor)).size).toBe(5);
  });

  it("leaves a gap where there is no value, and gives the axis its unit", () => {
    const rows: TileRow[] = [
      { region: "520100", turnover: 250_000_000 },
      { region: "520300", turnover: null, "turnover:mark": "na" },
    ];
    const options = panelOptions(panel("ranking", rows), light) as {
      xAxis: { name: string };
      series: { data: { value: unknown }[] }[];
    };
    expect(options.xAxis.name).toBe("亿元");
    expect(options.series[0]?.data.map((datum) => datum.value)).toEqual([2.5, "-"]);
  });

  it("holds no function and no place of a template that a name could fill", () => {
    const rows: TileRow[] = [{ region: "520100", turnover: 1 }];
    const named = buildPanel(
      { tile: tileOf("ranking"), dataset, rows, regionNames: { "520100": "{b}<script>" } },
      "zh",
    );
    const text = JSON.stringify(panelOptions(named, light));
    expect(JSON.parse(text)).toEqual(panelOptions(named, light));
    expect(JSON.stringify((panelOptions(named, light) as { series: unknown }).series)).not.toContain("{b}");
  });

  it("draws no figures and no tables", () => {
    expect(panelOptions(panel("turnover", [{ turnover: 1 }]), light)).toBeNull();
    expect(panelOptions(panel("regions", []), light)).toBeNull();
  });
});

describe("table and text", () => {
  it("puts the unit into the head and the change beside the figure", () => {
    const table = panelTable(panel("turnover", [{ turnover: 53_000_000, "turnover@base": 20_000_000 }]));
    expect(table.columns.map((column) => column.label)).toEqual([
      "",
      "年度交易（销售）额（万元）",
      "年度交易（销售）额 变化",
    ]);
    expect(table.rows[0]?.cells.map((cell) => cell.text)).toEqual(["5,300.00", "+165.0%"]);
  });

  it("has a row for every category and the words of its mark", () => {
    const table = panelTable(panel("map", mapRows, { regions }));
    expect(table.rows.map((row) => [row.header, row.cells[0]?.text])).toEqual([
      ["贵阳市", "1.20"],
      ["六盘水市", "0"],
      ["遵义市", "未披露"],
      ["安顺市", "无申报"],
      ["贵安新区", "不适用"],
    ]);
  });

  it("says what a map shows in one sentence of either language", () => {
    expect(describePanel(panel("map", mapRows, { regions }))).toBe(
      "各地交易（销售）额。年度交易（销售）额：共 5 个地区，最高贵阳市 1.20亿元，最低六盘水市 0亿元；3 个没有数值。",
    );
    expect(describePanel(panel("map", [], { regions }, "en"))).toContain("no data");
  });

  it("explains who is counted and how", () => {
    const meaning = explainTile(tileOf("regions"), dataset);
    expect(meaning.population.zh).toContain("有效申报");
    expect(meaning.measures.find((measure) => measure.id === "online-retail-share")?.sentence.zh).toContain("合计除以");
    for (const measure of meaning.measures) expect(measure.sentence.en).toBeTruthy();
  });
});

describe("palette", () => {
  it("has ink that can be read on every colour of a map (4.5:1)", () => {
    const luminance = (colour: string) => {
      const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
      const [r = 0, g = 0, b = 0] = parts.map((part) =>
        part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const colour of [...classColours(7), ...SERIES_COLOURS]) {
      const [low = 0, high = 0] = [luminance(colour), luminance(inkOn(colour))].sort((a, b) => a - b);
      expect((high + 0.05) / (low + 0.05), colour).toBeGreaterThanOrEqual(4.5);
    }
  });
});
