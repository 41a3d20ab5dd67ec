import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { Documents } from "../../../core/editions/document-paths.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

export interface DraftRecord {
  programmeId: string;
  revision: number;
  documents: Documents;
  updatedAt: string;
}

/** A programme as the studio's list shows it. */
export interface StudioRow {
  id: string;
  title: LocalText;
  latestEdition: number | null;
  draftRevision: number | null;
  draftChangedAt: string | null;
  rounds: number;
  openRounds: number;
}

const AUTHORITY = { regionPath: "authority.path", organisationId: null, applicantAccountId: null } as const;

/** Drafts, and what the studio lists of programmes. Editions are frozen: they are added and never changed. */
export function makeStudioStore(db: Knex.Transaction) {
  const owned = (scope: Scope) =>
    whereInScope(
      db("programmes as programme").join("regions as authority", "authority.code", "programme.authority_region"),
      scope,
      AUTHORITY,
    );

  return {
    async listProgrammes(scope: Scope, now: string): Promise<StudioRow[]> {
      const rows = await owned(scope)
        .leftJoin("programme_drafts as draft", "draft.programme_id", "programme.id")
        .orderBy("programme.id")
        .select(
          "programme.id",
          "programme.title",
          "programme.latest_edition",
          "draft.revision",
          "draft.updated_at",
          db("rounds").whereRaw("rounds.programme_id = programme.id").count("*").as("rounds"),
          db("rounds")
            .whereRaw("rounds.programme_id = programme.id")
            .where("rounds.status", "open")
            .where("rounds.opens_at", "<=", now)
            .where("rounds.closes_at", ">=", now)
            .count("*")
            .as("open_rounds"),
        );
      return rows.map((row) => ({
        id: row.id,
        title: readJson(row.title),
        latestEdition: row.latest_edition,
        draftRevision: row.revision,
        draftChangedAt: row.updated_at,
        rounds: Number(row.rounds),
        openRounds: Number(row.open_rounds),
      }));
    },

    /** The programme's latest edition number, when its authority lies in the scope. */
    async findProgramme(scope: Scope, id: string): Promise<{ id: string; latestEdition: number | null } | undefined> {
      const row = await owned(scope).where("programme.id", id).first("programme.id", "programme.latest_edition");
      return row === undefined ? undefined : { id: row.id, latestEdition: row.latest_edition };
    },

    /** True when an id is in use anywhere, whoever may see it. */
    async isProgrammeTaken(id: string): Promise<boolean> {
      return (await db("programmes").where({ id }).first("id")) !== undefined;
    },

    async findDraft(programmeId: string): Promise<DraftRecord | undefined> {
      const row = await db("programme_drafts").where({ programme_id: programmeId }).first();
      return row === undefined
        ? undefined
        : { programmeId, revision: row.revision, documents: readJson(row.bundle), updatedAt: row.updated_at };
    },

    /** Adds the first draft of a programme. False when somebody else was first. */
    async recordDraft(draft: DraftRecord, by: string): Promise<boolean> {
      const added = await db("programme_drafts")
        .insert({
          programme_id: draft.programmeId,
          revision: draft.revision,
          bundle: writeJson(draft.documents),
          updated_at: draft.updatedAt,
          updated_by: by,
        })
        .onConflict("programme_id")
        .ignore()
        .returning("programme_id");
      return added.length === 1;
    },

    /** Replaces a draft made on `revision`. False when it has moved on. */
    async replaceDraft(draft: DraftRecord, revision: number, by: string): Promise<boolean> {
      const changed = await db("programme_drafts")
        .where({ programme_id: draft.programmeId, revision })
        .update({
          revision: draft.revision,
          bundle: writeJson(draft.documents),
          updated_at: draft.updatedAt,
          updated_by: by,
        });
      return changed === 1;
    },

    /** Drafts and returned declarations of open rounds that are pinned to an edition. */
    async countLiveDeclarations(programmeId: string, editionNumber: number): Promise<number> {
      const row = await db("declarations as declaration")
        .join("rounds as round", "round.id", "declaration.round_id")
        .where({
          "declaration.programme_id": programmeId,
          "declaration.edition_number": editionNumber,
          "declaration.holder": "applicant",
          "round.status": "open",
        })
        .count<{ n: number }>("* as n")
        .first();
      return Number(row?.n ?? 0);
    },
  };
}

export type StudioStore = ReturnType<typeof makeStudioStore>;
