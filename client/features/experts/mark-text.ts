/** Marks as experts type them, and what they add up to. Exact to the hundredth, which is as fine as a mark may be. */

/** What stands in the input of a mark. `wrong` says what keeps it from being one. */
export type TypedPoints =
  | { kind: "blank" }
  | { kind: "mark"; text: string }
  | { kind: "wrong"; why: "no-number" | "places" | "range" };

/** A decimal in hundredths; marks and scales have two places at most. */
function hundredths(text: string): number {
  return Math.round(Number(text) * 100);
}

/** Takes what people write (`8.5`, `8．5`, ` 8。5`, `.5`) as the decimal text that is sent. */
export function readPoints(typed: string, scale: readonly [string, string]): TypedPoints {
  const text = typed
    .normalize("NFKC")
    .replaceAll(/\s/g, "")
    .replaceAll(/[。,]/g, ".")
    .replace(/^(-?)\./, "$10.")
    .replace(/\.$/, "");
  if (text === "") return { kind: "blank" };
  if (!/^-?\d+(\.\d+)?$/.test(text)) return { kind: "wrong", why: "no-number" };
  if (/\.\d{3,}$/.test(text)) return { kind: "wrong", why: "places" };
  const value = hundredths(text);
  if (value < hundredths(scale[0]) || value > hundredths(scale[1])) return { kind: "wrong", why: "range" };
  return { kind: "mark", text };
}

function plain(value: number): string {
  return String(Math.round(value) / 100);
}

/** One step up or down inside the scale: a whole point, half a point on a scale of ten or less. */
export function stepPoints(typed: string, scale: readonly [string, string], direction: 1 | -1): string {
  const [low, high] = scale.map(hundredths) as [number, number];
  const now = readPoints(typed, scale);
  if (now.kind !== "mark") return plain(direction === 1 ? low : high);
  const step = high - low > 1000 ? 100 : 50;
  return plain(Math.min(high, Math.max(low, hundredths(now.text) + direction * step)));
}

/** Points a mark becomes in the score, to two places: the share of the scale on the way from `low` to `high`. */
export function pointsOfMark(
  mark: string,
  scale: readonly [string, string],
  item: { low: string; high: string },
): number {
  const [bottom, top] = scale.map(Number) as [number, number];
  const share = (Number(mark) - bottom) / (top - bottom);
  return Number((Number(item.low) + share * (Number(item.high) - Number(item.low))).toFixed(2));
}

/** Points as text; a sum of hundredths is shown without the dust of binary fractions. */
export function pointsText(points: number): string {
  return String(Number(points.toFixed(2)));
}
