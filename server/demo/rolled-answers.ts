import { isTable } from "../../core/forms/field-kinds.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";

type Fields = Record<string, { type: string; format?: string }>;

/**
 * Sample answers of one year for another: days and months from the year before the sample's own on move with the years,
 * earlier ones (birth, foundation) stay. No day moves beyond today.
 * @param form with the years of its round resolved
 * @param sampleYear report year of the sample
 */
export function rolledAnswers(
  { schema, reportYear }: FormDocument,
  answers: Readonly<Record<string, unknown>>,
  sampleYear: number,
  today: string,
): Record<string, unknown> {
  const roll = (value: unknown, format: string | undefined): unknown => {
    if (typeof value !== "string" || (format !== "date" && format !== "year-month")) return value;
    const year = Number(value.slice(0, 4));
    if (year < sampleYear - 1) return value;
    const rolled = `${year + reportYear - sampleYear}${value.slice(4).replace(/^-02-29$/, "-02-28")}`;
    return format === "date" && rolled > today ? today : rolled;
  };
  const rollAll = (fields: Fields, values: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([id, value]) => [id, roll(value, fields[id]?.format)]));
  const rolled = rollAll(schema.properties as Fields, answers);
  for (const [id, field] of Object.entries(schema.properties)) {
    const rows = rolled[id];
    if (isTable(field) && Array.isArray(rows))
      rolled[id] = rows.map((row: object) => rollAll(field.items.properties as Fields, row));
  }
  return rolled;
}
