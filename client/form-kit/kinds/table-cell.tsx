import { type ClipboardEvent, useLayoutEffect, useRef, useState } from "react";
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
  /**
   * In a large table a cell is text until it is entered: every input is a scroller the browser lays out and composites
   * at every key, and five hundred of them make a key cost ten times as much.
   */
  light: boolean;
  onCommit: (value: unknown) => void;
  onPaste: (event: ClipboardEvent) => void;
}

function nothing(): void {
  // A cell has no state of its own to touch; its table is touched on paste and on check.
}

function textOf({ column, value }: Pick<CellProps, "column" | "value">): string {
  if (column.kind === "number") return numberText(value);
  return value === undefined || value === null ? "" : String(value);
}

function shared({ id, label, message }: CellProps) {
  return {
    id,
    "aria-label": label,
    "aria-invalid": message ? (true as const) : undefined,
    "aria-describedby": message ? `${id}-finding` : undefined,
  };
}

function TextCell(props: CellProps & { entered?: boolean; onLeave?: () => void }) {
  const { column, locked, onCommit, onPaste, entered, onLeave } = props;
  const numeric = column.kind === "number";
  const draft = useDraft<HTMLInputElement>(
    textOf(props),
    (text) => onCommit(numeric ? parseNumber(text) : text.trim() === "" ? undefined : text),
    onLeave ?? nothing,
  );
  const { ref } = draft;
  useLayoutEffect(() => {
    if (!entered) return;
    ref.current?.focus();
    ref.current?.select();
  }, [entered, ref]);
  const format = column.schema.type === "string" ? column.schema.format : undefined;
  return (
    <input
      {...shared(props)}
      {...draft}
      type={format === "date" ? "date" : format === "year-month" ? "month" : "text"}
      className={`sb-input sb-fk-cell${numeric ? " sb-input--number" : ""}`}
      inputMode={numeric ? "decimal" : undefined}
      autoComplete="off"
      readOnly={locked}
      onPaste={onPaste}
    />
  );
}

function optionsOf(column: TableColumn, yes: string, no: string): readonly { value: unknown; title: string }[] {
  if (column.kind !== "boolean") return column.choices ?? [];
  return [
    { value: true, title: yes },
    { value: false, title: no },
  ];
}

function ListCell(props: CellProps & { entered?: boolean; onLeave?: () => void }) {
  const t = useFormText();
  const { column, value, locked, onCommit, entered, onLeave } = props;
  const ref = useRef<HTMLSelectElement>(null);
  useLayoutEffect(() => {
    if (entered) ref.current?.focus();
  }, [entered]);
  const options = optionsOf(column, t("yes"), t("no"));
  const at = options.findIndex((option) => Object.is(option.value, value));
  // A pasted text that is no choice stays visible until it is corrected.
  const foreign = at < 0 && value !== undefined && value !== null ? String(value) : null;
  return (
    <select
      {...shared(props)}
      ref={ref}
      className="sb-input sb-fk-cell"
      value={foreign === null ? (at < 0 ? "" : String(at)) : "foreign"}
      disabled={locked}
      onBlur={onLeave}
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

function isText(column: TableColumn): boolean {
  return column.kind === "text" || column.kind === "number";
}

/** Text that becomes its input when the focus arrives, by key, click or touch, and text again when it leaves. */
function LightCell(props: CellProps) {
  const t = useFormText();
  const { column, value } = props;
  const [entered, setEntered] = useState(false);
  if (entered) {
    const leave = () => setEntered(false);
    return isText(column) ? (
      <TextCell {...props} entered onLeave={leave} />
    ) : (
      <ListCell {...props} entered onLeave={leave} />
    );
  }
  const chosen = isText(column)
    ? textOf(props)
    : (optionsOf(column, t("yes"), t("no")).find((option) => Object.is(option.value, value))?.title ??
      (value === undefined || value === null ? "" : String(value)));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is given, and it is focusable
    <div
      {...shared(props)}
      role={isText(column) ? "textbox" : "combobox"}
      {...(isText(column) ? {} : { "aria-expanded": false })}
      tabIndex={0}
      className={`sb-input sb-fk-cell sb-fk-cell--light${column.kind === "number" ? " sb-input--number" : ""}`}
      onFocus={() => setEntered(true)}
    >
      {chosen}
    </div>
  );
}

/** One cell: an input named by its column and row, with its finding under it. */
export function TableCell(props: CellProps) {
  const { light, locked, column } = props;
  return (
    <td>
      {light && !locked ? <LightCell {...props} /> : isText(column) ? <TextCell {...props} /> : <ListCell {...props} />}
      {props.message && (
        <div className="sb-field__error" id={`${props.id}-finding`}>
          {props.message}
        </div>
      )}
    </td>
  );
}
