/**
 * How values lie in both databases. Instants are ISO 8601 text in UTC with milliseconds, so that text order is time
 * order; days are `YYYY-MM-DD` text; JSON is text, byte for byte as written (jsonb would reorder keys and refuse \u0000);
 * booleans are the database's own, which SQLite gives back as 0 and 1.
 */

/** An instant as stored: `2026-03-01T04:05:06.789Z`. */
export function writeInstant(time: Date): string {
  return time.toISOString();
}

/** A boolean as read: PostgreSQL gives true and false, SQLite 1 and 0. */
export function readBoolean(stored: unknown): boolean {
  if (stored === true || stored === 1) return true;
  if (stored === false || stored === 0) return false;
  throw new Error("a stored boolean is neither true nor false");
}

/** A JSON value as stored. */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new Error("a value without JSON cannot be stored");
  return text;
}

/** A JSON value as read. The type is what the store wrote. */
export function readJson<T>(stored: unknown): T {
  if (typeof stored !== "string") throw new Error("stored JSON is not text");
  return JSON.parse(stored) as T;
}

/** Escapes a user's text for LIKE with `ESCAPE '\'`. */
export function likePattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
