/** Numbers as people type them, in a form or in a spreadsheet. */

const fullWidth = new Map(
  [..."０１２３４５６７８９．，－＋％"].map((glyph, at) => [glyph, "0123456789.,-+%"[at] ?? ""]),
);

/**
 * What is not a number is kept as typed: the check says what is wrong with it, and nothing a person wrote is lost.
 * `"１，２３４．５ "` -> 1234.5; `""` -> undefined; `"约3"` -> `"约3"`.
 */
export function parseNumber(text: string): number | string | undefined {
  const plain = [...text.trim()].map((glyph) => fullWidth.get(glyph) ?? glyph).join("");
  if (plain === "") return undefined;
  const digits = plain.replace(/[,\s]/g, "").replace(/%$/, "");
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(digits) || digits.length > 20) return plain;
  const value = Number(digits);
  return Number.isFinite(value) ? value : plain;
}
