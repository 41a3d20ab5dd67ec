import type { CellField, TableField } from "../forms/field-kinds.ts";
import { sentenceParts } from "../forms/layout.ts";
import { textIn } from "../problems/finding.ts";
import { fieldLabel, fieldRuns, labelRuns, type Printing, valueText } from "./field-runs.ts";
import type { Line, PaperColumn, PaperPart, Run } from "./paper.ts";

/** Share of a column with blanks in its head. */
const HEAD_WIDTH = 2.4;
/** Rows an empty table is printed with where the paper does not name them. */
const EMPTY_ROWS = 10;

/** A table of the form: its printed columns, and a row for every row of the answers. */
export function tablePart(printing: Printing, id: string, field: TableField): Extract<PaperPart, { kind: "table" }> {
  const cells = Object.entries(field.items.properties);
  const value = printing.answers[id];
  const filled = Array.isArray(value) ? value : [];
  const names = field["x-rows"] ?? [];
  const count = filled.length > 0 ? Math.max(filled.length, names.length) : names.length || EMPTY_ROWS;
  return {
    kind: "table",
    place: id,
    columns: cells.map(([name, cell]) => {
      const above = headOf(printing, id, name);
      const label = fieldLabel(printing, cell);
      const runs = labelRuns(label).map((run) => ({ ...run, isStrong: true }));
      const column: PaperColumn = { label, title: { runs, places: [], align: "center" }, width: widthOf(cell) };
      return above === undefined ? column : { ...column, width: Math.max(HEAD_WIDTH, column.width), above };
    }),
    rows: Array.from({ length: count }, (_, row) =>
      cells.map(([column, cell], index) => {
        const text = valueText(printing, cell, cellOf(filled[row], column));
        return text === "" && index === 0 ? (names[row] ?? "") : text;
      }),
    ),
  };
}

/** The line with blanks in the head of a column. Where several columns have it, its blanks are those of the first. */
function headOf(printing: Printing, table: string, column: string): Line | undefined {
  const head = printing.form.print?.columnHeads?.find((each) => each.table === table && each.columns.includes(column));
  if (head === undefined) return undefined;
  const parts = sentenceParts(textIn(head.text, printing.locale));
  const runs = parts.flatMap((part): Run[] =>
    "text" in part ? [{ kind: "text", text: part.text }] : fieldRuns(printing, part.field, "sentence"),
  );
  const places = parts.flatMap((part) => ("field" in part ? [part.field] : []));
  return { runs, places: column === head.columns[0] ? places : [], align: "center" };
}

function cellOf(row: unknown, column: string): unknown {
  return typeof row === "object" && row !== null && Object.hasOwn(row, column)
    ? (row as Record<string, unknown>)[column]
    : undefined;
}

/** Share of the sheet a column takes: long texts much, numbers little, 序号 and 备注 least. */
function widthOf(cell: CellField): number {
  if (cell.type === "boolean") return 1;
  if (cell.type !== "string") return cell.title.length <= 3 ? 1 : 1.6;
  if (cell["x-widget"] === "long-text") return 4;
  if (cell.format !== undefined) return 2;
  return cell.title.length <= 2 ? 1.2 : 2;
}
