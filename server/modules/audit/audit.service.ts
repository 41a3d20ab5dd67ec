import type { Role } from "../../../core/access/roles.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { AuditLine, AuditPage, AuditQuery, AuditVerification } from "../../../core/contracts/audit.ts";
import type { Stores } from "../../stores.ts";
import { type AuditHead, chain, continues } from "./audit-chain.ts";

/** What a command did. No personal numbers, no passwords: `detail` is shown to the audit administrator as it is. */
export interface AuditEntry {
  /** Who did it; `system` for jobs and the command line. */
  actor: Viewer | "system";
  /** The role in which it was done; null where none was needed. */
  role: Role | null;
  /** Lower-kebab: `declaration-submit`, `account-disable`. */
  action: string;
  subjectType: string;
  subjectId: string | null;
  regionCode?: string | null;
  detail?: Record<string, unknown>;
}

type AuditStores = Pick<Stores, "audit" | "now">;

/** Writes the line of a command, in the command's own transaction. Call it last: it makes other writers wait. */
export async function record(stores: AuditStores, entry: AuditEntry): Promise<void> {
  const head = await stores.audit.lockHead();
  await stores.audit.append(
    chain(head, {
      at: stores.now,
      actor: entry.actor === "system" ? "system" : entry.actor.login,
      actorRole: entry.role,
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      regionCode: entry.regionCode ?? null,
      // As it will be read back: a value JSON leaves out must not be hashed.
      detail: JSON.parse(JSON.stringify(entry.detail ?? {})),
    }),
  );
}

/** Lines for the audit administrator, newest first. */
export async function listAudit(stores: AuditStores, query: AuditQuery): Promise<AuditPage> {
  const { lines, total } = await stores.audit.list(query);
  return { items: lines.map(({ prevHash: _, ...line }): AuditLine => line), total };
}

const CHUNK = 1000;

/** Reads the whole chain and names the first line that is not what was written, a missing last one included. */
export async function verifyAudit(stores: AuditStores): Promise<AuditVerification> {
  const expected = await stores.audit.readHead();
  let head: AuditHead = { count: 0, hash: "" };
  const verdict = (firstBad: number | null): AuditVerification => ({
    ok: firstBad === null,
    count: expected.count,
    headHash: expected.hash,
    firstBad,
  });
  for (;;) {
    const lines = await stores.audit.listAfter(head.count, CHUNK);
    for (const line of lines) {
      if (!continues(head, line)) return verdict(head.count + 1);
      head = { count: line.seq, hash: line.hash };
    }
    if (lines.length < CHUNK) break;
  }
  if (head.count < expected.count) return verdict(head.count + 1);
  // More lines than the head knows, or another last line: the head itself no longer fits them.
  if (head.count > expected.count) return verdict(expected.count + 1);
  return verdict(head.hash === expected.hash ? null : Math.max(head.count, 1));
}
