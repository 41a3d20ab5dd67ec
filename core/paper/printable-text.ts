/** Text somebody typed, made fit for paper: what cannot be printed goes out, and what is too long says so. */

/** Longest text of one blank. Applicants' outlines ask for some thousand characters; a draft may hold far more. */
const MAX_CHARACTERS = 20_000;

/** Control characters besides the line feed, and marks that turn the reading direction. */
const UNPRINTABLE = /(?!\n)\p{Cc}|\p{Noncharacter_Code_Point}|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A text as it can be printed: line feeds kept, tabs as spaces, lone surrogates as U+FFFD. */
export function printableText(text: string): string {
  const clean = text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(UNPRINTABLE, "")
    .replace(/\p{Cs}/gu, "\ufffd")
    .trimEnd();
  if (clean.length <= MAX_CHARACTERS) return clean;
  const kept = [...clean.slice(0, MAX_CHARACTERS)].join("").replace(/\p{Cs}/gu, "");
  return `${kept}…（${clean.length - MAX_CHARACTERS} 字未印 / characters not printed）`;
}
