import { answerText, fieldTitle, isBlankAnswer } from "../../core/forms/answer-text.ts";
import type { FieldSchema } from "../../core/forms/form-document.ts";
import { useLocale } from "../ui/i18n.ts";
import { remarked } from "../ui/punctuation.ts";
import { type Reveal, RevealButton } from "./reveal.tsx";
import { useRecordText } from "./text.ts";

type TableSchema = Extract<FieldSchema, { items: { type: "object" } }>;

/** True for a field whose answer is a table. */
export function isTableField(field: FieldSchema): field is TableSchema {
  return field.type === "array" && field.items.type === "object";
}

/** The rows of a table as they were submitted. */
export function TableAnswer({
  field,
  rows,
  numbers,
  at,
}: {
  field: TableSchema;
  rows: readonly Record<string, unknown>[];
  /** Numbers of the rows, when they are only some of them. */
  numbers?: readonly number[];
  /** Where the table is, and how its masked cells are asked for. */
  at?: { pointer: string; reveal: Reveal };
}) {
  const t = useRecordText();
  const locale = useLocale();
  const columns = Object.entries(field.items.properties);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="sb-table-wrap" aria-label={fieldTitle(field, locale)} tabIndex={0}>
      <table className="sb-table">
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map(([id, column]) => (
              <th key={id} scope="col">
                {fieldTitle(column, locale)}
                {column["x-unit"] && remarked("", column["x-unit"])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const number = numbers?.[index] ?? index + 1;
            return (
              <tr key={number}>
                <th scope="row">{number}</th>
                {columns.map(([id, column]) => {
                  const pointer = `${at?.pointer}/${number - 1}/${id}`;
                  const isMasked = column["x-sensitive"] !== undefined && !isBlankAnswer(row[id]);
                  return (
                    <td key={id} data-label={fieldTitle(column, locale)}>
                      {at?.reveal.shown[pointer] ?? (isBlankAnswer(row[id]) ? "" : answerText(column, row[id], locale))}
                      {at && isMasked && (
                        <RevealButton
                          reveal={at.reveal}
                          pointer={pointer}
                          title={t("reveal.cell", { column: fieldTitle(column, locale), row: number })}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
