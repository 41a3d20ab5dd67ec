import { contentHash } from "../../../core/json/canonical.ts";

/** One line of the audit, as recorded. */
export interface ChainedLine {
  /** Gap-free, from 1. */
  seq: number;
  at: string;
  actor: string;
  actorRole: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  regionCode: string | null;
  detail: Record<string, unknown>;
  /** Hash of the line before; empty for the first. */
  prevHash: string;
  hash: string;
}

/** How many lines there are and the hash of the last: kept apart, so that a cut tail shows. */
export interface AuditHead {
  count: number;
  hash: string;
}

/** Makes the next line of the chain. Its hash covers everything it says and the hash before it. */
export function chain(head: AuditHead, line: Omit<ChainedLine, "seq" | "prevHash" | "hash">): ChainedLine {
  const unsealed = { ...line, seq: head.count + 1, prevHash: head.hash };
  return { ...unsealed, hash: contentHash(unsealed) };
}

/**
 * Checks one line against the state of the chain before it.
 * @returns false when it was changed, swapped, inserted, or a line before it is missing
 */
export function continues(head: AuditHead, line: ChainedLine): boolean {
  const { hash, ...said } = line;
  return line.seq === head.count + 1 && line.prevHash === head.hash && contentHash(said) === hash;
}
