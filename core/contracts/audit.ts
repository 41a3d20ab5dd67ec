import { type Static, Type } from "@sinclair/typebox";
import { Instant } from "./shared.ts";

/**
 * For the audit administrator:
 *   GET /api/audit              AuditQuery -> AuditPage (newest first)
 *   GET /api/audit/verification -> AuditVerification
 */

export const AuditLine = Type.Object({
  /** Gap-free number, from 1. */
  seq: Type.Integer(),
  at: Instant,
  /** Login of the account, or `system`. */
  actor: Type.String(),
  actorRole: Type.Union([Type.String(), Type.Null()]),
  action: Type.String(),
  subjectType: Type.String(),
  subjectId: Type.Union([Type.String(), Type.Null()]),
  regionCode: Type.Union([Type.String(), Type.Null()]),
  detail: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String(),
});
export const AuditQuery = Type.Object(
  {
    /** Lines with a smaller number only: pass the last `seq` to read on. */
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    action: Type.Optional(Type.String({ maxLength: 64 })),
    actor: Type.Optional(Type.String({ maxLength: 64 })),
    subjectId: Type.Optional(Type.String({ maxLength: 64 })),
  },
  { additionalProperties: false },
);
export const AuditPage = Type.Object({ items: Type.Array(AuditLine), total: Type.Integer() });
export const AuditVerification = Type.Object({
  ok: Type.Boolean(),
  /** Lines that should be there. */
  count: Type.Integer(),
  headHash: Type.String(),
  /** First line number that is not what was written; null when all are. */
  firstBad: Type.Union([Type.Integer(), Type.Null()]),
});

export type AuditLine = Static<typeof AuditLine>;
export type AuditQuery = Static<typeof AuditQuery>;
export type AuditPage = Static<typeof AuditPage>;
export type AuditVerification = Static<typeof AuditVerification>;
