/** Words for figures of agreement: after Koo and Li (2016) for the ICC, Schmidt (1997) for Kendall's W. */
export type Grade = "poor" | "moderate" | "good" | "excellent";

/** How far an intraclass correlation carries. */
export function gradeOfIcc(value: number): Grade {
  if (value < 0.5) return "poor";
  if (value < 0.75) return "moderate";
  return value < 0.9 ? "good" : "excellent";
}

/** How alike the orders are. */
export function gradeOfW(value: number): Grade {
  if (value < 0.5) return "poor";
  if (value < 0.7) return "moderate";
  return value < 0.9 ? "good" : "excellent";
}

/** A figure to two places, with a sign where it is a distance. */
export function figure(value: number, signed = false): string {
  const text = value.toFixed(2).replace(/^-(0\.00)$/, "$1");
  return signed && Number(text) > 0 ? `+${text}` : text;
}
