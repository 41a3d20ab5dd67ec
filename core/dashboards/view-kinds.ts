import type { LocalText } from "../problems/finding.ts";
import type { ViewName } from "./dashboard-document.ts";
import type { Dimension } from "./dataset-document.ts";

/** How a tile can be drawn, and what it needs for it. */
export interface ViewKind {
  view: ViewName;
  title: LocalText;
  /** Kinds of dimension each place of `by` takes; the list's length is the most a tile may count by. */
  by: readonly (readonly Dimension["kind"][])[];
  /** Fewest dimensions. */
  minBy: number;
  maxMeasures: number;
  /** True when all measures share one axis and so must be of one quantity. */
  oneAxis: boolean;
  /** True when the parts must add up to a whole. */
  additive: boolean;
  /** True when regions are coloured by classes. */
  classed: boolean;
}

const anything: readonly Dimension["kind"][] = ["tree", "year", "programme", "status", "tier", "enum"];

/** Every view. */
const VIEW_KINDS: readonly ViewKind[] = [
  {
    view: "kpi",
    title: { zh: "指标", en: "Figures" },
    by: [],
    minBy: 0,
    maxMeasures: 4,
    oneAxis: false,
    additive: false,
    classed: false,
  },
  {
    view: "map",
    title: { zh: "地图", en: "Map" },
    by: [["tree"]],
    minBy: 1,
    maxMeasures: 1,
    oneAxis: true,
    additive: false,
    classed: true,
  },
  {
    view: "bar",
    title: { zh: "条形图", en: "Bars" },
    by: [anything, ["programme", "status", "tier", "enum"]],
    minBy: 1,
    maxMeasures: 3,
    oneAxis: true,
    additive: false,
    classed: false,
  },
  {
    view: "funnel",
    title: { zh: "漏斗", en: "Funnel" },
    by: [["status"]],
    minBy: 1,
    maxMeasures: 1,
    oneAxis: true,
    additive: true,
    classed: false,
  },
  {
    view: "line",
    title: { zh: "趋势", en: "Trend" },
    by: [["year"], ["programme", "status", "tier", "enum"]],
    minBy: 1,
    maxMeasures: 3,
    oneAxis: true,
    additive: false,
    classed: false,
  },
  {
    view: "composition",
    title: { zh: "构成", en: "Composition" },
    by: [["programme", "status", "tier", "enum"]],
    minBy: 1,
    maxMeasures: 1,
    oneAxis: true,
    additive: true,
    classed: false,
  },
  {
    view: "table",
    title: { zh: "表格", en: "Table" },
    by: [anything, anything],
    minBy: 0,
    maxMeasures: 8,
    oneAxis: false,
    additive: false,
    classed: false,
  },
];

/** Finds a view; an unknown one is an error. */
export function getViewKind(view: string): ViewKind {
  const found = VIEW_KINDS.find((candidate) => candidate.view === view);
  if (found === undefined) throw new Error(`unknown view: ${view}`);
  return found;
}
