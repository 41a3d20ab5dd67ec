import type { Knex } from "knex";
import type { Party, Stage } from "../../../core/workflow/workflow-document.ts";
import { writeJson } from "../../database/codec.ts";
import type { Ranks } from "../declarations/declarations.store.ts";
import type { StepRow, VersionRow } from "../declarations/history.store.ts";

/** What a transition makes of a declaration; a part left out stays as it is. */
export interface StateChange {
  state: string;
  stage: Stage;
  holder: Party;
  stateSinceAt: string;
  dueAt: string | null;
  openedAt?: string | null;
  returnedFrom?: string | null;
  submittedAt?: string | null;
  number?: string;
  answersHash?: string;
  ranks?: Ranks;
}

/** A version to keep; its answers as stored, sensitive values sealed. */
export interface NewVersion extends VersionRow {
  submittedBy: string;
}

/** The writes of a transition. Only the workflow's service calls them, on a declaration it holds. */
export function makeWorkflowStore(db: Knex.Transaction) {
  return {
    /** Moves a declaration on; false when it is not in the state and revision that were decided on. */
    async moveState(from: { id: string; state: string; revision: number }, change: StateChange): Promise<boolean> {
      const moved = await db("declarations")
        .where({ id: from.id, state: from.state, revision: from.revision })
        .update({
          state: change.state,
          stage: change.stage,
          holder: change.holder,
          state_since_at: change.stateSinceAt,
          due_at: change.dueAt,
          revision: from.revision + 1,
          updated_at: change.stateSinceAt,
          // knex leaves out what is undefined.
          opened_at: change.openedAt,
          returned_from: change.returnedFrom,
          submitted_at: change.submittedAt,
          number: change.number,
          answers_hash: change.answersHash,
          recommended_rank: change.ranks === undefined ? undefined : writeJson(change.ranks),
        });
      return moved === 1;
    },

    async recordStep(declarationId: string, id: string, step: Omit<StepRow, "seq">): Promise<void> {
      const last = await db("declaration_steps").where({ declaration_id: declarationId }).max({ seq: "seq" }).first();
      await db("declaration_steps").insert({
        id,
        declaration_id: declarationId,
        seq: Number(last?.seq ?? 0) + 1,
        transition_id: step.transitionId,
        from_state: step.fromState,
        to_state: step.toState,
        actor_account_id: step.actorAccountId,
        actor_party: step.party,
        at: step.at,
        opinion: step.opinion,
        reason: step.reason,
        seal_evidence_id: step.sealEvidenceId,
        revision: step.revision,
      });
    },

    async recordVersion(declarationId: string, version: NewVersion): Promise<void> {
      await db("declaration_versions").insert({
        declaration_id: declarationId,
        number: version.number,
        answers: writeJson(version.answers),
        answers_hash: version.answersHash,
        evidence: writeJson(version.evidence),
        attached: writeJson(version.attached),
        submitted_at: version.submittedAt,
        submitted_by: version.submittedBy,
      });
    },

    /** Settles every open flag of a declaration. */
    async resolveFlags(declarationId: string, at: string): Promise<void> {
      await db("declaration_flags")
        .where({ declaration_id: declarationId, resolved_at: null })
        .update({ resolved_at: at });
    },

    async updateRanks(declarationId: string, ranks: Ranks): Promise<void> {
      await db("declarations")
        .where({ id: declarationId })
        .update({ recommended_rank: writeJson(ranks) });
    },

    /** Holds the order of recommendation of a round until the transaction ends. */
    async lockRound(roundId: string): Promise<void> {
      await db("rounds").where({ id: roundId }).forUpdate().select("id");
    },

    /** The next number of a gap-free sequence, from 1; two at once wait for each other. */
    async nextOf(sequence: string): Promise<number> {
      const key = `sequence:${sequence}`;
      await db("meta").insert({ key, value: "0" }).onConflict("key").ignore();
      await db("meta")
        .where({ key })
        .update({ value: db.raw("cast(cast(value as integer) + 1 as varchar(20))") });
      const row = await db("meta").where({ key }).first("value");
      return Number(row.value);
    },
  };
}

export type WorkflowStore = ReturnType<typeof makeWorkflowStore>;
