import { answerText, fieldTitle, isBlankAnswer } from "../../core/forms/answer-text.ts";
import type { FieldSchema } from "../../core/forms/form-document.ts";
import { useLocale } from "../ui/i18n.ts";

type TableSchema = Extract<FieldSchema, { items: { type: "object" } }>;

/** True for a field whose answer is a table. */
export function isTableField(field: FieldSchema): field is TableSchema {
  return field.type === "array" && field.items.type === "object";
}

/** The rows of a table as they were submitted. */
export function TableAnswer({ field, rows }: { field: TableSchema; rows: readonly Record<string, unknown>[] }) {
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
                {column["x-unit"] && `（${column["x-unit"]}）`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: submitted rows do not move
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {columns.map(([id, column]) => (
                <td key={id}>{isBlankAnswer(row[id]) ? "" : answerText(column, row[id], locale)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
