import type { SameTexts } from "../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  showTable: "Show table",
  hideTable: "Hide table",
  showMeaning: "What is counted",
  hideMeaning: "Close",
  population: "Counted",
  formula: "Formula",
  counted: "{{count}} declarations counted",
  blank: "{{count}} more did not answer",
  asOf: "As of {{time}}",
  lastYear: "on the year before",
  yearsBefore: "on {{count}} years before",
  drillInto: "Look at {{name}}",
  legend: "Legend",
  sketch: "Sketch; its borders have no legal meaning",
  approval: "Map review number: {{number}}",
  withoutShape: "Regions without an outline on the map: {{names}}",
  noShape: "There is no map here; see the table.",
  empty: "There are no declarations in what you chose.",
  emptyHint: "Try another year, kind or region.",
  pictureFailed: "The picture could not be drawn; see the table for the figures.",
  tableOf: "{{title}}: table",
};

export default en;
