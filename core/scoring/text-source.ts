/**
 * A text that is gone over piece by piece, as often as asked: a large file is read again rather than held. A piece may
 * end anywhere.
 */
export interface TextSource {
  pieces(): Iterable<string>;
}

export function sourceOf(text: string | TextSource): TextSource {
  return typeof text === "string" ? { pieces: () => [text] } : text;
}

/** A text that is kept: cut out of a piece it would keep all of the piece in memory. */
export function ownText(cut: string): string {
  return cut.split("").join("");
}
