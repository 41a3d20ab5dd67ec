import type { Locale } from "../problems/finding.ts";
import type { FieldSchema } from "./form-document.ts";

/** Answers as people read them: on review pages, in explanations, on paper. */

const words = {
  zh: { yes: "是", no: "否", blank: "未填", join: "、", rows: (n: number) => `${n} 行` },
  en: { yes: "Yes", no: "No", blank: "blank", join: ", ", rows: (n: number) => `${n} rows` },
} as const;

type Choices = readonly { const: string | number | boolean; title: string; "x-en"?: string }[];

/** Title of a field in one language; the year must have been resolved before. */
export function fieldTitle(field: FieldSchema, locale: Locale): string {
  return (locale === "en" ? field["x-en"]?.title : undefined) ?? field.title;
}

function choiceTitle(choices: Choices, value: unknown, locale: Locale): string {
  const choice = choices.find((candidate) => candidate.const === value);
  if (!choice) return String(value);
  return (locale === "en" ? choice["x-en"] : undefined) ?? choice.title;
}

/** Digits in groups of three, exactly as many decimals as were submitted. */
function numberText(value: number): string {
  const [whole = "", decimals] = String(value).split(".");
  if (/e/i.test(whole + (decimals ?? ""))) return String(value);
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** True when nothing was answered. */
export function isBlankAnswer(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * One answer as text with its unit: `1,234.5 万元`, `是`, `直播电商、跨境电商`. A blank answer says so; a table tells its
 * number of rows, because its cells are shown as a table.
 */
export function answerText(field: FieldSchema, value: unknown, locale: Locale): string {
  const say = words[locale];
  if (isBlankAnswer(value)) return say.blank;
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (typeof value === "number") {
    const unit = field["x-unit"];
    return unit ? `${numberText(value)}${unit === "%" ? "" : " "}${unit}` : numberText(value);
  }
  if (Array.isArray(value)) {
    if (field.type !== "array" || field.items.type === "object") return say.rows(value.length);
    const choices = field.items.oneOf;
    return value.map((entry) => choiceTitle(choices, entry, locale)).join(say.join);
  }
  if (field.type === "string" && field.oneOf) return choiceTitle(field.oneOf, value, locale);
  return String(value);
}
