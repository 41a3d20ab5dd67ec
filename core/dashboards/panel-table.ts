import type { CellMark, Panel, Series } from "./panel.ts";

/** The table under every picture, for readers, screen readers, print and export. */
export interface PanelTable {
  caption: string;
  columns: { id: string; label: string; numeric: boolean }[];
  rows: { code: string; header: string; cells: { text: string; mark: CellMark }[] }[];
}

const CHANGE = { zh: "变化", en: "Change" };

/** Makes the table of a panel: a row for each category, a column for each series, its unit in the head. */
export function panelTable(panel: Panel): PanelTable {
  const columns = panel.series.flatMap((series) => {
    const unit =
      series.scale.unit === "" ? "" : panel.locale === "zh" ? `（${series.scale.unit}）` : ` (${series.scale.unit})`;
    const value = { id: series.id, label: `${series.label}${unit}`, numeric: true };
    const change = { id: `${series.id}@change`, label: `${series.label} ${CHANGE[panel.locale]}`, numeric: true };
    return isCompared(series) ? [value, change] : [value];
  });
  const rows = panel.categories.map((category, index) => ({
    code: category.code,
    header: category.label,
    cells: panel.series.flatMap((series) => {
      const cell = series.cells[index];
      const value = { text: cell?.bare ?? "", mark: cell?.mark ?? ("none" as const) };
      return isCompared(series) ? [value, { text: cell?.change ?? "", mark: value.mark }] : [value];
    }),
  }));
  return {
    caption: panel.title,
    columns: [{ id: "", label: panel.categoryTitle, numeric: false }, ...columns],
    rows,
  };
}

function isCompared(series: Series): boolean {
  return series.cells.some((cell) => cell.change !== null);
}
