import type { Locale, LocalText } from "../problems/finding.ts";

/**
 * Numbers as a Chinese leader reads them: 万 and 亿 on the base unit, never "1.2万万元". One scale for everything a
 * tile shows, so that figures stand under each other and can be compared.
 */

export interface NumberStyle {
  /** Unit after the number: 元, 项, 分. */
  unit: LocalText;
  /** Large numbers in 万 and 亿. */
  scaled: boolean;
  /** A fraction shown in percent. */
  percent: boolean;
  digits: number;
}

export type ScaleName = "auto" | "one" | "wan" | "yi";

export interface Scale {
  /** A value is divided by this before it is shown. */
  divisor: number;
  /** Unit of the shown number, 万元. */
  unit: string;
  digits: number;
  locale: Locale;
}

const STEPS: Record<Locale, Record<Exclude<ScaleName, "auto">, { divisor: number; word: string }>> = {
  zh: { one: { divisor: 1, word: "" }, wan: { divisor: 1e4, word: "万" }, yi: { divisor: 1e8, word: "亿" } },
  en: {
    one: { divisor: 1, word: "" },
    wan: { divisor: 1e6, word: "million" },
    yi: { divisor: 1e9, word: "billion" },
  },
};

/** Chooses the scale of a column of numbers: the largest step that the largest number fills at least once. */
export function chooseScale(
  style: NumberStyle,
  values: readonly (number | null)[],
  locale: Locale,
  asked: ScaleName = "auto",
  digits?: number,
): Scale {
  if (style.percent) return { divisor: 0.01, unit: "%", digits: digits ?? 1, locale };
  const steps = STEPS[locale];
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const fitting = largest >= steps.yi.divisor ? "yi" : largest >= steps.wan.divisor ? "wan" : "one";
  const name = !style.scaled ? "one" : asked === "auto" ? fitting : asked;
  const step = steps[name];
  const unit = locale === "zh" ? step.word + style.unit.zh : [step.word, style.unit.en].filter(Boolean).join(" ");
  return { divisor: step.divisor, unit, digits: digits ?? (name === "one" ? style.digits : 2), locale };
}

/** The number alone, with thousands separators: `1,234.5`. Only zero is `0`; what is nearly nothing is `<0.01`. */
export function formatNumber(value: number, scale: Scale): string {
  if (value === 0) return "0";
  const scaled = value / scale.divisor;
  const format = new Intl.NumberFormat(scale.locale === "zh" ? "zh-CN" : "en", {
    minimumFractionDigits: scale.digits,
    maximumFractionDigits: scale.digits,
  });
  const least = 10 ** -scale.digits;
  if (Math.abs(scaled) < least / 2) return `${scaled < 0 ? ">-" : "<"}${format.format(least)}`;
  return format.format(scaled);
}

/** The number with its unit: `1,234.5万元`, `12.3%`, `1.2 million yuan`. */
export function formatQuantity(value: number, scale: Scale): string {
  const text = formatNumber(value, scale);
  if (scale.unit === "%" || scale.locale === "zh") return text + scale.unit;
  return scale.unit === "" ? text : `${text} ${scale.unit}`;
}

/** A limit of a class in its own scale and without needless decimals: `500万元`, `1亿元`. */
export function formatLimit(value: number, style: NumberStyle, locale: Locale): string {
  const scale = chooseScale(style, [value], locale);
  const scaled = value / scale.divisor;
  return formatQuantity(value, Number.isInteger(scaled) ? { ...scale, digits: 0 } : scale);
}

/** A signed change: `+12.3%`, `-4.0%`; of percentages in points. */
export function formatChange(now: number, before: number, percent: boolean, locale: Locale): string | null {
  if (!percent && before === 0) return null;
  const change = percent ? (now - before) * 100 : (now / before - 1) * 100;
  const rounded = Math.round(change * 10) / 10;
  const sign = rounded > 0 ? "+" : "";
  const unit = percent ? (locale === "zh" ? "个百分点" : " points") : "%";
  return `${sign}${(rounded === 0 ? 0 : rounded).toFixed(1)}${unit}`;
}
