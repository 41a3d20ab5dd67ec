import type { CrossTable } from "../forms/print-document.ts";
import { textIn } from "../problems/finding.ts";
import { fieldRuns, labelRuns, type Printing } from "./field-runs.ts";
import type { Line } from "./paper.ts";
import { SHEET, type Stretch } from "./paper-grid.ts";

/** The cross table of the paper a field stands in, if there is one. */
export function crossTableOf(printing: Printing, id: string): CrossTable | undefined {
  return printing.form.print?.crossTables?.find(({ rows }) => rows.some(({ fields }) => fields.includes(id)));
}

/** Its head, with what goes across and what goes down in the corner, and a row for each measure. */
export function crossTableRows(printing: Printing, table: CrossTable, from: number): Stretch[][] {
  const text = (words: CrossTable["across"]) => textIn(words, printing.locale);
  const width = (SHEET - from) / (table.columns.length + 1);
  const label = (at: number, lines: Line[]): Stretch => ({ role: "label", lines, ...columnAt(from, width, at) });
  const centred = (words: string): Line => ({ runs: labelRuns(words), places: [], align: "center" });
  const corner: Line[] = [
    { runs: labelRuns(text(table.across)), places: [], align: "right" },
    { runs: labelRuns(text(table.down)), places: [], align: "left" },
  ];
  const head = [label(0, corner), ...table.columns.map((title, index) => label(index + 1, [centred(text(title))]))];
  const rows = table.rows.map(({ title, fields }) => [
    label(0, [centred(text(title))]),
    ...fields.map((id, index): Stretch => {
      const line: Line = { runs: fieldRuns(printing, id, "cell"), places: [id] };
      return { role: "value", lines: [line], ...columnAt(from, width, index + 1) };
    }),
  ]);
  return [head, ...rows];
}

function columnAt(from: number, width: number, index: number): Pick<Stretch, "from" | "to"> {
  return { from: Math.round(from + width * index), to: Math.round(from + width * (index + 1)) };
}
