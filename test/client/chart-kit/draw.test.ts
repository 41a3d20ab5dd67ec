import { readFileSync } from "node:fs";
import { BarChart, FunnelChart, LineChart, MapChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, registerMap, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { describe, expect, it } from "vitest";
import { type GeoPack, regionsOf, shapesOf } from "../../../client/chart-kit/geo.ts";
import type { TileRow } from "../../../core/dashboards/finish-tile.ts";
import { classColours } from "../../../core/dashboards/palette.ts";
import { buildPanel } from "../../../core/dashboards/panel.ts";
import { panelOptions } from "../../../core/dashboards/panel-options.ts";
import { readDashboard, readDataset } from "../../core/dashboards/dashboard-files.ts";

/** Draws the tiles of the shipped dashboard with the real library, as the page does, and reads the picture. */

use([
  AriaComponent,
  BarChart,
  FunnelChart,
  GridComponent,
  LegendComponent,
  LineChart,
  MapChart,
  PieChart,
  SVGRenderer,
  TooltipComponent,
]);

const pack = JSON.parse(
  readFileSync(new URL("../../../server/seed/geo/520000.topo.json", import.meta.url), "utf8"),
) as GeoPack;
const shapes = shapesOf(pack, "520000")!;
const regionNames = Object.fromEntries(regionsOf(shapes).map((region) => [region.code, region.label]));

function draw(id: string, rows: TileRow[]): string {
  const tile = readDashboard().tiles.find((candidate) => candidate.id === id)!;
  const panel = buildPanel({ tile, dataset: readDataset(), rows, regionNames, regions: regionsOf(shapes) }, "zh");
  const options = panelOptions(panel, { dark: false })!;
  if (tile.view === "map") {
    registerMap(shapes.name, { geoJSON: shapes.collection } as unknown as Parameters<typeof registerMap>[1]);
    Object.assign((options.series as object[])[0]!, { map: shapes.name, aspectScale: shapes.aspectScale });
  }
  const chart = init(null, null, { renderer: "svg", ssr: true, width: 700, height: 480 });
  chart.setOption(options);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

const samples: Record<string, TileRow[]> = {
  map: [
    { region: "520100", turnover: 600_000_000 },
    { region: "520300", turnover: 1_000_000 },
    { region: "520900", turnover: null, "turnover:mark": "hidden" },
  ],
  ranking: [
    { region: "520100", turnover: 600_000_000 },
    { region: "520300", turnover: 1_000_000 },
  ],
  stages: [
    { stage: "apply", declarations: 3 },
    { stage: "awarded", declarations: 1 },
  ],
  trend: [
    { year: "2023", turnover: 1e8 },
    { year: "2024", turnover: 2e8 },
  ],
  kinds: [
    { kind: "guizhou-enterprise", declarations: 3 },
    { kind: "guizhou-live-team", declarations: 1 },
  ],
  "stage-kinds": [{ stage: "city", kind: "guizhou-enterprise", declarations: 2 }],
};

describe("pictures of the shipped dashboard", () => {
  it.each(Object.keys(samples))("draws %s with its own texts and no broken number", (id) => {
    const svg = draw(id, samples[id]!);
    expect(svg).not.toMatch(/NaN|undefined|\[object/);
    expect(svg).toMatch(/<text[^>]*>[^<]*[\u4e00-\u9fff]/);
  });

  it("colours the regions by their class: the join by code works", () => {
    const svg = draw("map", samples.map!).toLowerCase();
    const classes = classColours(6);
    expect(svg).toContain(classes[5]);
    expect(svg).toContain(classes[0]);
    expect(svg).not.toContain(classes[3]);
    for (const name of Object.values(regionNames)) expect(svg).toContain(name);
  });

  it("writes the figures at the bars and the share at the parts", () => {
    expect(draw("ranking", samples.ranking!)).toContain(">6.00<");
    expect(draw("kinds", samples.kinds!)).toContain("75.0%");
    expect(draw("stages", samples.stages!)).toContain("4家");
  });
});
