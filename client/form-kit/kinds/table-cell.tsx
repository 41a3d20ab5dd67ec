import type { ClipboardEvent } from "react";
import { numberText, parseNumber } from "../number-text.ts";
import { useFormText } from "../text.ts";
import { useDraft } from "../use-draft.ts";
import type { TableColumn } from "./table-field.tsx";

interface CellProps {
  id: string;
  /** Column and row, spoken as the name of the cell's input. */
  label: string;
  column: TableColumn;
  value: unknown;
  locked: boolean;
  message: string | undefined;
  onCommit: (value: unknown) => void;
  onPaste: (event: ClipboardEvent) => void;
}

function nothing(): void {
  // A cell has no state of its own to touch; its table is touched on paste and on check.
}

function TextCell({ id, label, column, value, locked, message, onCommit, onPaste }: CellProps) {
  const numeric = column.kind === "number";
  const stored = numeric ? numberText(value) : value === undefined || value === null ? "" : String(value);
  const draft = useDraft(
    stored,
    (text) => onCommit(numeric ? parseNumber(text) : text.trim() === "" ? undefined : text),
    nothing,
  );
  const format = column.schema.type === "string" ? column.schema.format : undefined;
  return (
    <input
      {...draft.handlers}
      id={id}
      type={format === "date" ? "date" : format === "year-month" ? "month" : "text"}
      className={`sb-input sb-fk-cell${numeric ? " sb-input--number" : ""}`}
      inputMode={numeric ? "decimal" : undefined}
      aria-label={label}
      aria-invalid={message ? true : undefined}
      aria-describedby={message ? `${id}-finding` : undefined}
      autoComplete="off"
      value={draft.text}
      readOnly={locked}
      onPaste={onPaste}
    />
  );
}

function ListCell({ id, label, column, value, locked, message, onCommit }: CellProps) {
  const t = useFormText();
  const options =
    column.kind === "boolean"
      ? [
          { value: true as unknown, title: t("yes") },
          { value: false as unknown, title: t("no") },
        ]
      : (column.choices ?? []);
  const at = options.findIndex((option) => Object.is(option.value, value));
  // A pasted text that is no choice stays visible until it is corrected.
  const foreign = at < 0 && value !== undefined && value !== null ? String(value) : null;
  return (
    <select
      id={id}
      className="sb-input sb-fk-cell"
      aria-label={label}
      aria-invalid={message ? true : undefined}
      aria-describedby={message ? `${id}-finding` : undefined}
      value={foreign === null ? (at < 0 ? "" : String(at)) : "foreign"}
      disabled={locked}
      onChange={(event) => onCommit(event.target.value === "" ? undefined : options[Number(event.target.value)]?.value)}
    >
      <option value="">{t("choose")}</option>
      {foreign !== null && (
        <option value="foreign" disabled>
          {foreign}
        </option>
      )}
      {options.map((option, index) => (
        <option key={option.title} value={index}>
          {option.title}
        </option>
      ))}
    </select>
  );
}

/** One cell: an input named by its column and row, with its finding under it. */
export function TableCell(props: CellProps) {
  return (
    <td>
      {props.column.kind === "text" || props.column.kind === "number" ? (
        <TextCell {...props} />
      ) : (
        <ListCell {...props} />
      )}
      {props.message && (
        <div className="sb-field__error" id={`${props.id}-finding`}>
          {props.message}
        </div>
      )}
    </td>
  );
}
