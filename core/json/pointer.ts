/** JSON pointers (RFC 6901): how every finding names its place. */

/** Builds a pointer: `pointer("rules", 3, "assert")` is `/rules/3/assert`; without parts it is the whole document. */
export function pointer(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Splits a pointer into its parts. Throws a SyntaxError when the text is no pointer. */
export function parsePointer(text: string): string[] {
  if (text === "") return [];
  if (!text.startsWith("/")) throw new SyntaxError(`"${text}" is not a JSON pointer`);
  return text
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Reads the value a pointer names; undefined when there is none. Only own properties are read. */
export function valueAt(document: unknown, text: string): unknown {
  let value: unknown = document;
  for (const part of parsePointer(text)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
