import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { DashboardTile } from "../../../client/chart-kit/dashboard-tile.tsx";
import zh from "../../../client/chart-kit/locales/zh.ts";
import { MapLegend } from "../../../client/chart-kit/map-legend.tsx";
import { PanelTableView } from "../../../client/chart-kit/panel-table-view.tsx";
import { TileMeaning } from "../../../client/chart-kit/tile-meaning.tsx";
import uiZh from "../../../client/ui/locales/zh.ts";
import type { DashboardData } from "../../../core/contracts/dashboards.ts";
import type { TileRow } from "../../../core/dashboards/finish-tile.ts";
import { buildPanel } from "../../../core/dashboards/panel.ts";
import { panelTable } from "../../../core/dashboards/panel-table.ts";
import { readDashboard, readDataset } from "../../core/dashboards/dashboard-files.ts";

const dataset = readDataset();
const tileOf = (id: string) => readDashboard().tiles.find((tile) => tile.id === id)!;
const rows: TileRow[] = [
  { region: "520100", turnover: 120_000_000 },
  { region: "520300", turnover: null, "turnover:mark": "hidden" },
];
const regionNames = { "520100": "贵阳市", "520300": "遵义市" };
const mapPanel = buildPanel({ tile: tileOf("map"), dataset, rows, regionNames }, "zh");

function data(tiles: DashboardData["tiles"]): DashboardData {
  const region = { code: "520000", name: "贵州省", level: "province" };
  return { asOf: "2024-11-21T02:00:00Z", region, path: [region], regionNames, tiles };
}

beforeAll(async () => {
  const resources = { zh: { ui: uiZh, "chart-kit": zh } };
  await i18next.use(initReactI18next).init({ lng: "zh", resources, interpolation: { escapeValue: false } });
});

describe("PanelTableView", () => {
  it("names rows by header cells, and says marks in words", () => {
    const html = renderToStaticMarkup(<PanelTableView table={panelTable(mapPanel)} />);
    expect(html).toContain('<th scope="row">贵阳市</th>');
    expect(html).toContain("年度交易（销售）额（亿元）");
    expect(html).toContain("未披露");
    expect(html).not.toContain("<button");
  });

  it("lets the keyboard go into a region, but not into what is none", () => {
    const table = panelTable(mapPanel);
    const html = renderToStaticMarkup(
      <PanelTableView table={table} onRegion={() => {}} mayChoose={(code) => code !== "520300"} />,
    );
    expect(html).toContain('aria-label="查看贵阳市"');
    expect(html).not.toContain('aria-label="查看遵义市"');
  });
});

describe("MapLegend", () => {
  it("says what colours mean, what has no outline, and that the map is a sketch", () => {
    const html = renderToStaticMarkup(
      <MapLegend panel={mapPanel} theme={{ dark: false }} approval={null} withoutShape={["贵安新区"]} />,
    );
    for (const text of ["500万元以下", "5亿元及以上", "未披露", "贵安新区", "示意图"]) expect(html).toContain(text);
  });

  it("prints the review number of an approved map", () => {
    const html = renderToStaticMarkup(
      <MapLegend panel={mapPanel} theme={{ dark: true }} approval="黔S(2024)001号" withoutShape={[]} />,
    );
    expect(html).toContain("审图号：黔S(2024)001号");
    expect(html).not.toContain("示意图");
  });
});

describe("TileMeaning", () => {
  it("says who is counted, how, from how many and as of when", () => {
    const html = renderToStaticMarkup(
      <TileMeaning
        id="x"
        tile={tileOf("turnover")}
        dataset={dataset}
        contributing={12}
        blank={3}
        asOf="2024-11-21T02:00:00Z"
      />,
    );
    for (const text of ["有效申报", "计入 12 件", "另有 3 件未填", "合计，未填的不计", "2024"])
      expect(html).toContain(text);
  });
});

describe("DashboardTile", () => {
  const common = { tile: tileOf("turnover"), dataset, shapes: null };

  it("has a state for loading, for failure with another try, and for figures", () => {
    expect(renderToStaticMarkup(<DashboardTile {...common} data={undefined} />)).toContain('role="status"');
    const failed = renderToStaticMarkup(
      <DashboardTile {...common} data={undefined} error="线路断了" onRetry={() => {}} />,
    );
    expect(failed).toContain('role="alert"');
    expect(failed).toContain("线路断了");
    const tiles = {
      turnover: { rows: [{ turnover: 53_000_000, "turnover@base": 20_000_000 }], contributing: 4, blank: 0 },
    };
    const shown = renderToStaticMarkup(<DashboardTile {...common} data={data(tiles)} />);
    for (const text of ["5,300.00万元", "较上年 +165.0%", 'aria-expanded="false"']) expect(shown).toContain(text);
  });

  it("says that nobody declared instead of drawing an empty picture", () => {
    const tiles = { map: { rows: [], contributing: 0, blank: 0 } };
    const html = renderToStaticMarkup(<DashboardTile {...common} tile={tileOf("map")} data={data(tiles)} />);
    expect(html).toContain("没有申报");
  });
});
