import { formatLimit } from "./format.ts";
import { type ChartTheme, classColours, inkOn, lineColour, markColour, textColour } from "./palette.ts";
import { type CellMark, markText, type Panel } from "./panel.ts";
import { escapeTemplate } from "./template-text.ts";

/** One class of a map: values from `from` up to below `to`, in base units. */
export interface MapClass {
  from: number | null;
  to: number | null;
  colour: string;
  label: string;
}

/**
 * Classes of a map. Fixed limits come from the document and keep their meaning when one drills or compares; without
 * them five classes of as many regions each are made of the numbers at hand.
 */
export function mapClasses(panel: Panel): MapClass[] {
  const series = panel.series[0];
  if (series === undefined) return [];
  const limits =
    panel.breaks ?? quantileLimits(series.cells.flatMap((cell) => (cell.value === null ? [] : [cell.value])));
  const colours = classColours(limits.length + 1);
  return colours.map((colour, index) => {
    const from = limits[index - 1] ?? null;
    const to = limits[index] ?? null;
    const low = from === null ? null : formatLimit(from, series.style, panel.locale);
    const high = to === null ? null : formatLimit(to, series.style, panel.locale);
    const zh = low === null ? `${high}以下` : high === null ? `${low}及以上` : `${low}–${high}`;
    const en = low === null ? `below ${high}` : high === null ? `${low} or more` : `${low}–${high}`;
    const every = { zh: "全部", en: "all" }[panel.locale];
    return { from, to, colour, label: limits.length === 0 ? every : panel.locale === "zh" ? zh : en };
  });
}

/** The class a value falls into. */
export function classOf(value: number, classes: readonly MapClass[]): MapClass | undefined {
  return classes.find(({ from, to }) => (from === null || value >= from) && (to === null || value < to));
}

/**
 * A map: one datum for every region, joined by its code. The caller registers the shapes under `map` and sets
 * `series[0].map` and `aspectScale`, which depend on the geo pack.
 */
export function mapOptions(panel: Panel, theme: ChartTheme): Record<string, unknown> {
  const series = panel.series[0];
  if (series === undefined) return {};
  const classes = mapClasses(panel);
  const data = panel.categories.map((category, index) => {
    const cell = series.cells[index];
    const colour =
      cell === undefined || cell.value === null
        ? markColour(cell === undefined || cell.mark === "value" ? "none" : cell.mark, theme)
        : (classOf(cell.value, classes)?.colour ?? markColour("na", theme));
    return {
      name: category.code,
      value: cell?.value ?? "-",
      itemStyle: {
        areaColor: colour,
        borderColor: lineColour(theme),
        borderWidth: 1,
        borderType: cell?.mark === "value" ? "solid" : "dashed",
      },
      label: {
        show: true,
        formatter: escapeTemplate(category.label),
        color: inkOn(colour),
        // A long name reaches beyond its region; the rim keeps it readable there.
        textBorderColor: colour,
        textBorderWidth: 2,
        fontSize: 11,
      },
      emphasis: { itemStyle: { areaColor: colour, borderColor: textColour(theme), borderWidth: 2 } },
      tooltip: { formatter: escapeTemplate(`${category.label}  ${series.label}：${cell?.text ?? ""}`) },
    };
  });
  return {
    series: [
      {
        type: "map",
        map: "",
        nameProperty: "adcode",
        left: 4,
        right: 4,
        top: 4,
        bottom: 4,
        preserveAspect: "contain",
        labelLayout: { hideOverlap: true },
        roam: false,
        selectedMode: false,
        data,
      },
    ],
  };
}

/** What the legend shows beside the classes: the marks that occur. */
export function mapMarks(panel: Panel, theme: ChartTheme): { label: string; colour: string }[] {
  const marks = new Set(panel.series[0]?.cells.map((cell) => cell.mark));
  const order: Exclude<CellMark, "value">[] = ["none", "na", "hidden"];
  return order
    .filter((mark) => marks.has(mark))
    .map((mark) => ({ label: markText(mark, panel.locale), colour: markColour(mark, theme) }));
}

function quantileLimits(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const classes = Math.min(5, sorted.length);
  const limits = Array.from({ length: Math.max(0, classes - 1) }, (_, index) => {
    return sorted[Math.floor(((index + 1) * sorted.length) / classes)] ?? 0;
  });
  const lowest = sorted[0] ?? 0;
  return [...new Set(limits)].filter((limit) => limit > lowest);
}
