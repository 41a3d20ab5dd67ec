/**
 * Numbers as people type and read them. What is not a number is kept as typed: the check says what is wrong with it,
 * and nothing a person wrote is thrown away.
 */

export { parseNumber } from "../../core/forms/parse-number.ts";

/** What stands in the input for an answer. */
export function numberText(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return typeof value === "string" ? value : "";
}

function grouped(value: number): string {
  const [whole = "", decimals] = String(value).split(".");
  const withGroups = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return decimals === undefined ? withGroups : `${withGroups}.${decimals}`;
}

function rounded(value: number): string {
  return grouped(Number(value.toPrecision(6)));
}

/** Money units, in 元; other units are echoed with thousands only. */
const inYuan: Readonly<Record<string, [factor: number, base: string]>> = {
  元: [1, "元"],
  万元: [1e4, "元"],
  亿元: [1e8, "元"],
  美元: [1, "美元"],
  万美元: [1e4, "美元"],
  亿美元: [1e8, "美元"],
};

/**
 * The echo under a number input: thousands, and money in the unit one would say it in: 1234567.8 万元 ->
 * `1,234,567.8 万元 ≈ 123.457 亿元`. Null when the number reads easily as it is.
 */
export function numberEcho(value: unknown, unit: string | undefined): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  const size = Math.abs(value);
  const money = unit === undefined ? undefined : inYuan[unit];
  const plain = `${grouped(value)}${unit ? ` ${unit}` : ""}`;
  if (!money) return size >= 1000 && unit !== "%" ? plain : null;
  const [factor, base] = money;
  const amount = value * factor;
  const [step, name] =
    Math.abs(amount) >= 1e8 ? [1e8, `亿${base}`] : Math.abs(amount) >= 1e4 ? [1e4, `万${base}`] : [1, base];
  if (name === unit) return size >= 1000 ? plain : null;
  return `${plain} ≈ ${rounded(amount / step)} ${name}`;
}
