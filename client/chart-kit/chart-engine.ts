import { BarChart, FunnelChart, LineChart, MapChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type ECharts, getMap, init, registerMap, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import type { ChartOptions } from "../../core/dashboards/panel-options.ts";
import type { MapShapes } from "./geo.ts";

/**
 * The drawing library, loaded only when a picture comes into view: the parts a dashboard uses, drawn as SVG, which
 * prints sharply and scales with the page.
 */
use([
  AriaComponent,
  BarChart,
  FunnelChart,
  GridComponent,
  LabelLayout,
  LegendComponent,
  LineChart,
  MapChart,
  PieChart,
  SVGRenderer,
  TooltipComponent,
]);

export interface Picture {
  show(options: ChartOptions, shapes: MapShapes | null): void;
  resize(): void;
  dispose(): void;
}

/** Begins a picture in an element. `onPick` gets the name of the datum that was clicked (a region's code on a map). */
export function beginPicture(element: HTMLElement, onPick: (name: string, index: number) => void): Picture {
  const chart: ECharts = init(element, null, { renderer: "svg" });
  chart.on("click", (event) => {
    if (typeof event.name === "string") onPick(event.name, event.dataIndex);
  });
  return {
    show(options, shapes) {
      chart.setOption(shapes === null ? options : withShapes(options, shapes), { notMerge: true });
    },
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}

/** Shapes are registered once under a name that holds their codes; the map series then points at them. */
function withShapes(options: ChartOptions, shapes: MapShapes): ChartOptions {
  if (getMap(shapes.name) === null || getMap(shapes.name) === undefined) {
    registerMap(shapes.name, { geoJSON: shapes.collection } as unknown as Parameters<typeof registerMap>[1]);
  }
  const series = Array.isArray(options.series) ? options.series : [];
  return {
    ...options,
    series: series.map((each: ChartOptions) =>
      each.type === "map" ? { ...each, map: shapes.name, aspectScale: shapes.aspectScale } : each,
    ),
  };
}
