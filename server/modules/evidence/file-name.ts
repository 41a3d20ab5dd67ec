/**
 * File names as people gave them. A name is display text only: it never becomes a path. Chinese and every other
 * script stay intact; what could move the file, hide its ending or break a header is taken out.
 */

const CONTROL_CHARACTERS = /[\p{Cc}\p{Cs}\u2028\u2029]/gu;
/** Marks that turn the reading direction or have no width: `fdp.exe` can be shown as `exe.pdf` with them. */
const INVISIBLE_MARKS = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Characters no common file system takes. */
const RESERVED_CHARACTERS = /[<>:"|?*]/gu;
const RESERVED_NAMES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/iu;
const MAX_CHARACTERS = 120;

/** Cleans a file name; returns `null` when nothing usable is left. At most 120 characters, the ending kept. */
export function cleanFileName(given: string): string | null {
  const lastPart = given.normalize("NFC").replace(INVISIBLE_MARKS, "").replace(CONTROL_CHARACTERS, "").split(/[/\\]/u);
  const bare = (lastPart.at(-1) ?? "").replace(RESERVED_CHARACTERS, "_").replace(/^[\s.]+|[\s.]+$/gu, "");
  if (bare === "") return null;
  const name = RESERVED_NAMES.test(bare) ? `_${bare}` : bare;
  const characters = [...name];
  if (characters.length <= MAX_CHARACTERS) return name;
  const ending = [...extensionOf(name)];
  const dotted = ending.length > 0 && ending.length <= 10 ? [".", ...ending] : [];
  return [...characters.slice(0, MAX_CHARACTERS - dotted.length), ...dotted].join("");
}

/** Ending of a name in lower case, without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

/**
 * Value of Content-Disposition (RFC 6266): an ASCII name for old clients, the true one in RFC 5987 form beside it.
 */
export function contentDisposition(name: string, kind: "attachment" | "inline"): string {
  const ascii = name.replace(/[^\x20-\x7e]/gu, "_").replace(/["\\%]/gu, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
