import type { ProblemCode } from "../../core/problems/problem-catalogue.ts";

/**
 * What a failure of the database or the disk means for the caller. The driver's own words go to the log alone.
 * @returns null for a failure that is a mistake of ours
 */
export function problemOfFailure(error: unknown): ProblemCode | null {
  const { code, name, message } = (error ?? {}) as { code?: unknown; name?: unknown; message?: unknown };
  const said = typeof code === "string" ? code : "";
  if (STORAGE_FULL.has(said)) return "storage-full";
  if (UNAVAILABLE.has(said) || /^(08|57P|53)/.test(said)) return "unavailable";
  if (name === "KnexTimeoutError") return "unavailable";
  // pg says this of a connection that went away in the middle; it carries no code.
  if (typeof message === "string" && /^Connection terminated|^Client has encountered a connection error/.test(message))
    return "unavailable";
  if (said === "23505") return "already-exists";
  if (said === "SQLITE_CONSTRAINT" && typeof message === "string" && message.includes("UNIQUE constraint failed"))
    return "already-exists";
  return null;
}

const STORAGE_FULL = new Set(["SQLITE_FULL", "53100", "ENOSPC", "EDQUOT"]);
const UNAVAILABLE = new Set([
  "SQLITE_BUSY",
  "SQLITE_LOCKED",
  "SQLITE_IOERR",
  "SQLITE_CANTOPEN",
  "SQLITE_READONLY",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  // Serialization failure, deadlock, lock not available, statement timeout: another try may well succeed.
  "40001",
  "40P01",
  "55P03",
  "57014",
]);
