/** The file name of a declaration's bundle, from the naming rule of its notice. */

/** Tokens a naming template may use, with what stands for them. */
export const NAMING_TOKENS = ["city", "county", "applicant", "year", "kind", "programme"] as const;
export type NamingToken = (typeof NAMING_TOKENS)[number];

/** Longest name in UTF-8 bytes; file systems take 255, an extension and a number must still fit. */
const MAX_BYTES = 200;

/** Lists the `{tokens}` of a template that are not known. */
export function unknownTokens(template: string): string[] {
  const known: readonly string[] = NAMING_TOKENS;
  return [...template.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1] ?? "")
    .filter((token) => !known.includes(token));
}

/**
 * Fills a naming template and returns a name without extension that every file system takes: characters Windows
 * refuses become an underscore, and the name is cut at 200 UTF-8 bytes. Throws on an unknown token.
 */
export function resolveNaming(template: string, values: Readonly<Record<NamingToken, string | number>>): string {
  const unknown = unknownTokens(template);
  if (unknown.length > 0) throw new Error(`unknown naming token: ${unknown.join(", ")}`);
  const filled = template.replace(/\{([^{}]*)\}/g, (_, token: NamingToken) => String(values[token]));
  const safe = [...filled.normalize("NFC")].map((char) => (isRefused(char) ? "_" : char)).join("");
  return cutToBytes(safe.replace(/\s+/g, " ").replace(/^[\s.]+|[\s.]+$/g, ""), MAX_BYTES).replace(/[\s.]+$/, "");
}

/** Control characters, text direction marks (they can disguise an extension) and what Windows keeps for itself. */
function isRefused(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return true;
  if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) {
    return true;
  }
  return '\\/:*?"<>|'.includes(char);
}

function cutToBytes(text: string, limit: number): string {
  let bytes = 0;
  let cut = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > limit) break;
    cut += char;
  }
  return cut;
}
