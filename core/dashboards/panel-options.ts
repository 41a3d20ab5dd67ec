import { type ChartTheme, inkOn, lineColour, MAX_SERIES, SERIES_COLOURS, textColour } from "./palette.ts";
import type { Cell, Panel, Series } from "./panel.ts";
import { mapOptions } from "./panel-map.ts";
import { escapeTemplate } from "./template-text.ts";

/**
 * The picture of a panel as ECharts options: plain data without functions, so that the server draws the same as the
 * browser. Texts are made here; ECharts formats no number of its own.
 */

/** ECharts options; core does not know the library. */
export type ChartOptions = Record<string, unknown>;

type Drawing = (panel: Panel, theme: ChartTheme) => ChartOptions;

/** How each view is drawn; null for what is text anyway. */
const DRAWINGS: Readonly<Record<Panel["view"], Drawing | null>> = {
  kpi: null,
  table: null,
  map: mapOptions,
  bar: barOptions,
  funnel: funnelOptions,
  line: lineOptions,
  composition: compositionOptions,
};

/** The options of a panel's picture, or null when the view has none (figures and tables). */
export function panelOptions(panel: Panel, theme: ChartTheme): ChartOptions | null {
  const draw = DRAWINGS[panel.view];
  if (draw === null) return null;
  return { ...frame(panel, theme), ...draw(panel, theme) };
}

function frame(panel: Panel, theme: ChartTheme): ChartOptions {
  const drawn = panel.series.slice(0, MAX_SERIES);
  return {
    animation: false,
    color: [...SERIES_COLOURS],
    textStyle: { color: textColour(theme), fontFamily: "sans-serif" },
    aria: {
      enabled: true,
      // The page gives the description (describePanel) to the element around the picture.
      label: { enabled: false },
      decal: { show: drawn.length > 1 || panel.view === "composition" },
    },
    // Rich text: an HTML tooltip needs inline styles, which the content security policy forbids.
    tooltip: { trigger: "item", renderMode: "richText", confine: true },
  };
}

function barOptions(panel: Panel, theme: ChartTheme): ChartOptions {
  const drawn = panel.series.slice(0, MAX_SERIES);
  return {
    grid: {
      left: 8,
      right: 72,
      top: drawn.length > 1 ? 36 : 28,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "all",
    },
    ...legend(drawn, theme),
    yAxis: {
      type: "category",
      inverse: true,
      data: panel.categories.map((category) => category.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: lineColour(theme) } },
      axisLabel: { color: textColour(theme) },
    },
    xAxis: { ...valueAxis(drawn, theme), nameLocation: "middle", nameGap: 28 },
    series: drawn.map((series) => ({
      type: "bar",
      name: series.label,
      barMaxWidth: 22,
      data: series.cells.map((cell, index) => ({
        ...point(cell, series, panel.categories[index]?.label ?? ""),
        label: { show: true, position: "right", formatter: escapeTemplate(cell.bare), color: textColour(theme) },
      })),
    })),
  };
}

function lineOptions(panel: Panel, theme: ChartTheme): ChartOptions {
  const drawn = panel.series.slice(0, MAX_SERIES);
  return {
    grid: {
      left: 8,
      right: 24,
      top: drawn.length > 1 ? 52 : 40,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "all",
    },
    ...legend(drawn, theme),
    xAxis: {
      type: "category",
      data: panel.categories.map((category) => category.label),
      axisLine: { lineStyle: { color: lineColour(theme) } },
      axisLabel: { color: textColour(theme) },
    },
    yAxis: valueAxis(drawn, theme),
    series: drawn.map((series, index) => ({
      type: "line",
      name: series.label,
      symbol: SYMBOLS[index] ?? "circle",
      symbolSize: 9,
      lineStyle: { width: 2, type: index % 2 === 0 ? "solid" : "dashed" },
      data: series.cells.map((cell, at) => ({
        ...point(cell, series, panel.categories[at]?.label ?? ""),
        label: { show: drawn.length === 1, formatter: escapeTemplate(cell.bare), color: textColour(theme) },
      })),
    })),
  };
}

/** Lines are told apart by the form of their points, too. */
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];

function funnelOptions(panel: Panel): ChartOptions {
  const series = panel.series[0];
  if (series === undefined) return {};
  const largest = Math.max(1, ...series.cells.map((cell) => cell.value ?? 0));
  return {
    series: [
      {
        type: "funnel",
        name: series.label,
        sort: "none",
        min: 0,
        max: largest,
        minSize: "4%",
        maxSize: "96%",
        left: 8,
        right: 8,
        top: 8,
        bottom: 8,
        gap: 3,
        itemStyle: { borderWidth: 0 },
        data: series.cells.map((cell, index) => {
          const label = panel.categories[index]?.label ?? "";
          const colour = FUNNEL_COLOURS[index % FUNNEL_COLOURS.length] ?? FUNNEL_COLOURS[0];
          const text = escapeTemplate(`${label}  ${cell.text}`);
          return {
            name: label,
            value: cell.value ?? 0,
            itemStyle: { color: colour },
            tooltip: { formatter: text },
            label: { show: true, position: "inside", formatter: text, color: inkOn(colour), textBorderWidth: 0 },
          };
        }),
      },
    ],
  };
}

/** Neighbours differ in lightness, so that steps are seen without colour. */
const FUNNEL_COLOURS = ["#0b3f6b", "#95c2e0", "#14619b", "#c3dbee", "#3183b9", "#e6f0f8"] as const;

function compositionOptions(panel: Panel, theme: ChartTheme): ChartOptions {
  const series = panel.series[0];
  if (series === undefined) return {};
  const shown = series.cells
    .map((cell, index) => ({ cell, label: panel.categories[index]?.label ?? "" }))
    .filter(({ cell }) => cell.value !== null && cell.value > 0);
  const whole = shown.reduce((sum, { cell }) => sum + (cell.value ?? 0), 0);
  return {
    series: [
      {
        type: "pie",
        name: series.label,
        radius: ["38%", "60%"],
        minAngle: 3,
        avoidLabelOverlap: true,
        data: shown.map(({ cell, label }) => {
          const share = (((cell.value ?? 0) / whole) * 100).toFixed(1);
          const text = escapeTemplate(`${label}\n${cell.text}（${share}%）`);
          return {
            name: label,
            value: cell.value,
            tooltip: { formatter: text },
            label: { formatter: text, color: textColour(theme), overflow: "break" },
          };
        }),
      },
    ],
  };
}

function legend(drawn: readonly Series[], theme: ChartTheme): ChartOptions {
  return drawn.length > 1
    ? { legend: { type: "scroll", top: 0, left: 0, textStyle: { color: textColour(theme) } } }
    : {};
}

function valueAxis(drawn: readonly Series[], theme: ChartTheme): ChartOptions {
  const unit = drawn[0]?.scale.unit ?? "";
  return {
    type: "value",
    name: unit,
    nameTextStyle: { color: textColour(theme) },
    axisLabel: { color: textColour(theme), hideOverlap: true },
    splitLine: { lineStyle: { color: lineColour(theme), opacity: 0.5 } },
  };
}

/** A datum in the unit of the axis. What has no value leaves a gap; it is never drawn as zero. */
function point(cell: Cell, series: Series, label: string): ChartOptions {
  return {
    value: cell.value === null ? "-" : cell.value / series.scale.divisor,
    tooltip: { formatter: escapeTemplate(`${label}  ${series.label}：${cell.text}`) },
  };
}
