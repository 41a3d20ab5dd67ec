import { type ClipboardEvent, memo, useCallback, useId, useRef, useState } from "react";
import { type CellField, choicesOf, type TableField as TableSchema } from "../../../core/forms/field-kinds.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { Button } from "../../ui/button.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { remarked } from "../../ui/punctuation.ts";
import { controlId, useControl, useShownFindings } from "../form-context.ts";
import {
  type ColumnModel,
  deleteRow,
  insertRow,
  parseClipboard,
  pasteCells,
  type Row,
  setCell,
} from "../table-model.ts";
import { useFormText } from "../text.ts";
import { choiceTitle } from "./choices.tsx";
import type { KindProps } from "./kind.ts";
import { PasteDialog } from "./paste-dialog.tsx";
import { TableCell } from "./table-cell.tsx";
import { TableFileTools } from "./table-file-tools.tsx";

/** Rows on one page of a table. */
const pageSize = 30;

/** From this many cells on, cells are text until they are entered. */
const lightFrom = 120;

export interface TableColumn extends ColumnModel {
  title: string;
  unit: string | undefined;
  required: boolean;
  schema: CellField;
}

const noRows: readonly Row[] = [];

function columnsOf(schema: TableSchema, locale: "zh" | "en"): TableColumn[] {
  const required = new Set(schema.items.required ?? []);
  return Object.entries(schema.items.properties).map(([id, cell]) => {
    const choices = choicesOf(cell);
    return {
      id,
      title: (locale === "en" ? cell["x-en"]?.title : undefined) ?? cell.title,
      unit: cell["x-unit"],
      required: required.has(id),
      schema: cell,
      kind: choices ? "choice" : cell.type === "boolean" ? "boolean" : cell.type === "string" ? "text" : "number",
      ...(choices && { choices: choices.map((one) => ({ value: one.const, title: choiceTitle(one, locale) })) }),
    };
  });
}

/** Findings of a table by `row/column`. */
function findingsByCell(findings: readonly Finding[]): ReadonlyMap<string, Finding[]> {
  const byCell = new Map<string, Finding[]>();
  for (const finding of findings) {
    const [, , row, column = ""] = finding.pointer.split("/");
    if (row === undefined) continue;
    byCell.set(`${row}/${column}`, [...(byCell.get(`${row}/${column}`) ?? []), finding]);
  }
  return byCell;
}

const TableRow = memo(function TableRow({
  field,
  at,
  row,
  name,
  columns,
  locked,
  light,
  findings,
  onCell,
  onDelete,
  onPaste,
}: {
  field: string;
  at: number;
  row: Row;
  name: string;
  columns: readonly TableColumn[];
  locked: boolean;
  light: boolean;
  /** Cell findings of this row as one string, so that memo compares by value. */
  findings: string;
  onCell: (row: number, column: string, value: unknown) => void;
  onDelete: (row: number) => void;
  onPaste: (row: number, column: number, text: string) => boolean;
}) {
  const t = useFormText();
  const messages: Readonly<Record<string, string>> = findings === "" ? {} : JSON.parse(findings);
  const rowId = `${controlId(field)}-${at}`;
  return (
    <tr>
      <th scope="row" id={rowId}>
        {name}
      </th>
      {columns.map((column, index) => (
        <TableCell
          key={column.id}
          id={`${rowId}-${column.id}`}
          label={t("table.cellName", { column: column.title, row: name })}
          column={column}
          value={row[column.id]}
          locked={locked}
          light={light}
          message={messages[column.id]}
          onCommit={(value) => onCell(at, column.id, value)}
          onPaste={(event: ClipboardEvent) => {
            const text = event.clipboardData.getData("text/plain");
            if (/[\t\n]/.test(text.trimEnd()) && onPaste(at, index, text)) event.preventDefault();
          }}
        />
      ))}
      {!locked && (
        <td>
          <Button
            size="small"
            tone="text"
            aria-label={t("table.deleteRow", { row: at + 1 })}
            onClick={() => onDelete(at)}
          >
            {t("table.delete")}
          </Button>
        </td>
      )}
    </tr>
  );
});

/** A table of the paper: rows with names, paste from Excel into any cell, findings at the cell. */
export function TableFieldInput({ field, schema }: KindProps) {
  const t = useFormText();
  const locale = useLocale();
  const control = useControl(field);
  const findings = useShownFindings(field);
  const [page, setPage] = useState(0);
  const [pasting, setPasting] = useState(false);
  const [news, setNews] = useState("");
  const body = useRef<HTMLTableSectionElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const hintId = useId();
  const table = schema as TableSchema;
  const columns = columnsOf(table, locale);
  const rowLabels = table["x-rows"];
  const stored = Array.isArray(control.value) ? (control.value as Row[]) : noRows;
  // Printed rows are always there; what is not yet answered is an empty row.
  const rows = rowLabels ? rowLabels.map((_, at) => stored[at] ?? {}) : stored;
  const rowsRef = useRef(rows);
  rowsRef.current = rows;
  const { commit, touch } = control;
  const maxRows = rowLabels ? rowLabels.length : table.maxItems;
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const shownPage = Math.min(page, pages - 1);
  const from = shownPage * pageSize;
  const shown = rows.slice(from, from + pageSize);
  const byCell = findingsByCell(findings);

  const save = useCallback(
    (next: readonly Row[]) => {
      rowsRef.current = next;
      commit(next.length > 0 ? next : undefined);
    },
    [commit],
  );
  const onCell = useCallback(
    (row: number, column: string, value: unknown) => save(setCell(rowsRef.current, row, column, value)),
    [save],
  );
  const focusRow = (at: number) =>
    requestAnimationFrame(() =>
      body.current?.querySelectorAll("tr")[at]?.querySelector<HTMLElement>(".sb-fk-cell")?.focus(),
    );
  const addRow = () => {
    const next = insertRow(rowsRef.current, rowsRef.current.length);
    save(next);
    setPage(Math.ceil(next.length / pageSize) - 1);
    setNews(t("table.rowAdded", { row: next.length }));
    focusRow((next.length - 1) % pageSize);
  };
  const onDelete = (at: number) => {
    const next = deleteRow(rowsRef.current, at);
    save(next);
    setNews(t("table.rowDeleted", { row: at + 1 }));
    if (next.length === 0) requestAnimationFrame(() => addButton.current?.focus());
    else focusRow(Math.min(at, next.length - 1) % pageSize);
  };
  const deleteRef = useRef(onDelete);
  deleteRef.current = onDelete;
  const stableDelete = useCallback((at: number) => deleteRef.current(at), []);
  const paste = (at: number, column: number, text: string, replace = false): boolean => {
    const result = pasteCells(replace ? [] : rowsRef.current, parseClipboard(text), { row: at, column }, columns, {
      maxRows,
    });
    if (result.cells === 0) return false;
    save(result.rows);
    touch();
    setNews(
      result.droppedRows > 0
        ? t("table.pastedDropped", { cells: result.cells, dropped: result.droppedRows, max: maxRows })
        : t("table.pasted", { cells: result.cells }),
    );
    return true;
  };
  const pasteRef = useRef(paste);
  pasteRef.current = paste;
  const stablePaste = useCallback((at: number, column: number, text: string) => pasteRef.current(at, column, text), []);
  const columnKey = JSON.stringify(columns.map((column) => [column.id, column.title]));
  const columnsRef = useRef({ key: columnKey, columns });
  if (columnsRef.current.key !== columnKey) columnsRef.current = { key: columnKey, columns };

  return (
    // biome-ignore lint/a11y/useSemanticElements: the legend of a fieldset cannot hold the field's tools
    <div
      id={control.attributes.id}
      role="group"
      tabIndex={-1}
      className="sb-fk-table"
      aria-labelledby={`${controlId(field)}-label`}
      aria-describedby={[control.attributes["aria-describedby"], hintId].filter(Boolean).join(" ")}
    >
      {rows.length === 0 ? (
        <p className="sb-muted">{t("table.empty")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        <section className="sb-table-wrap" aria-labelledby={`${controlId(field)}-label`} tabIndex={0}>
          <table className="sb-table sb-fk-cells" style={{ minWidth: `${columns.length * 7 + 10}em` }}>
            <thead>
              <tr>
                <th scope="col">{t("table.rowShort")}</th>
                {columns.map((column) => (
                  <th key={column.id} scope="col">
                    {column.required && (
                      <span className="sb-field__mark" title={t("required")}>
                        *
                      </span>
                    )}
                    {column.title}
                    {column.unit && <span className="sb-muted">{remarked("", column.unit)}</span>}
                  </th>
                ))}
                {!control.locked && !rowLabels && <th scope="col">{t("table.actions")}</th>}
              </tr>
            </thead>
            <tbody ref={body}>
              {shown.map((row, index) => {
                const at = from + index;
                const messages: Record<string, string> = {};
                for (const column of columns) {
                  const cell = byCell.get(`${at}/${column.id}`);
                  if (cell) messages[column.id] = cell.map((finding) => finding.message[locale]).join(" ");
                }
                return (
                  <TableRow
                    key={at}
                    field={field}
                    at={at}
                    row={row}
                    name={rowLabels?.[at] ?? t("table.rowName", { row: at + 1 })}
                    columns={columnsRef.current.columns}
                    locked={control.locked}
                    light={shown.length * columns.length > lightFrom}
                    findings={Object.keys(messages).length > 0 ? JSON.stringify(messages) : ""}
                    onCell={onCell}
                    onDelete={stableDelete}
                    onPaste={stablePaste}
                  />
                );
              })}
            </tbody>
          </table>
        </section>
      )}
      <div className="sb-fk-table__tools">
        {!control.locked && !rowLabels && (
          <Button
            ref={addButton}
            size="small"
            disabled={rows.length >= maxRows}
            aria-describedby={hintId}
            onClick={addRow}
          >
            ＋ {t("table.addRow")}
          </Button>
        )}
        {!control.locked && (
          <Button size="small" onClick={() => setPasting(true)}>
            {t("table.paste")}
          </Button>
        )}
        <TableFileTools
          field={field}
          table={table}
          rows={rows}
          locked={control.locked}
          onImport={(imported, said) => {
            save(imported);
            touch();
            setPage(0);
            setNews(said);
          }}
        />
        <span className="sb-muted sb-small" id={hintId}>
          {rows.length >= maxRows && !rowLabels
            ? t("table.full", { max: maxRows })
            : t("table.rowsOf", { count: rows.length, max: maxRows })}
        </span>
        {pages > 1 && (
          <span className="sb-fk-table__pages">
            <Button size="small" disabled={shownPage === 0} onClick={() => setPage(shownPage - 1)}>
              {t("table.previous")}
            </Button>
            {t("table.page", { from: from + 1, to: from + shown.length, count: rows.length })}
            <Button size="small" disabled={shownPage === pages - 1} onClick={() => setPage(shownPage + 1)}>
              {t("table.next")}
            </Button>
          </span>
        )}
      </div>
      <div role="status" className="sb-small sb-muted">
        {news}
      </div>
      <PasteDialog
        open={pasting}
        onClose={() => setPasting(false)}
        onApply={(text, replace) => {
          setPasting(false);
          paste(replace ? 0 : rowLabels ? 0 : rowsRef.current.length, 0, text, replace && !rowLabels);
        }}
      />
    </div>
  );
}
