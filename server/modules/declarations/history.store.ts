import type { Knex } from "knex";
import type { Answers } from "../../../core/forms/form-state.ts";
import type { Party } from "../../../core/workflow/workflow-document.ts";
import { readJson } from "../../database/codec.ts";

/** A file as a version names it. */
interface VersionFile {
  id: string;
  requirementId: string | null;
  sha256: string;
  fileName: string;
}

export interface VersionRow {
  number: number;
  answers: Answers;
  answersHash: string;
  submittedAt: string;
  evidence: VersionFile[];
  /** What was handed in with it in attached forms, by the attached form's id. */
  attached: Record<string, { answers: Answers; answersHash: string; files?: VersionFile[] }>;
}

export interface StepRow {
  seq: number;
  transitionId: string;
  fromState: string;
  toState: string;
  actorAccountId: string | null;
  party: Party | "system";
  at: string;
  opinion: string | null;
  reason: string | null;
  sealEvidenceId: string | null;
  revision: number;
}

/** What a declaration was when it was handed in, and the steps it took. The caller has found it in its scope. */
export function makeHistoryStore(db: Knex.Transaction) {
  return {
    async findVersion(declarationId: string, number: number): Promise<VersionRow | null> {
      const row = await db("declaration_versions").where({ declaration_id: declarationId, number }).first();
      return row === undefined ? null : versionRow(row);
    },

    async findLatestVersion(declarationId: string): Promise<VersionRow | null> {
      const row = await db("declaration_versions")
        .where({ declaration_id: declarationId })
        .orderBy("number", "desc")
        .first();
      return row === undefined ? null : versionRow(row);
    },

    /** Every step of its history, first to last. */
    async listSteps(declarationId: string): Promise<StepRow[]> {
      const found = await db("declaration_steps").where({ declaration_id: declarationId }).orderBy("seq");
      return found.map(stepRow);
    },
  };
}

export type HistoryStore = ReturnType<typeof makeHistoryStore>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function versionRow(row: any): VersionRow {
  return {
    number: row.number,
    answers: readJson(row.answers),
    answersHash: row.answers_hash,
    submittedAt: row.submitted_at,
    evidence: readJson(row.evidence),
    attached: row.attached === null ? {} : readJson(row.attached),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function stepRow(row: any): StepRow {
  return {
    seq: row.seq,
    transitionId: row.transition_id,
    fromState: row.from_state,
    toState: row.to_state,
    actorAccountId: row.actor_account_id,
    party: row.actor_party,
    at: row.at,
    opinion: row.opinion,
    reason: row.reason,
    sealEvidenceId: row.seal_evidence_id,
    revision: row.revision,
  };
}
