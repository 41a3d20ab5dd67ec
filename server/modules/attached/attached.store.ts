import type { Knex } from "knex";
import { isEmptyScope, type Scope } from "../../../core/access/scope.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import type { AttachedForm } from "../../../core/workflow/attached-form-document.ts";
import { readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

export type AttachedStatus = "draft" | "handed-in" | "returned" | "accepted";

/** A file as it was handed in with a form. */
export interface HandedInFile {
  id: string;
  requirementId: string | null;
  sha256: string;
  fileName: string;
}

/** What was handed in of a form at one time. */
export interface HandedInBefore {
  answers: Answers;
  files: HandedInFile[];
  at: string;
}

/** An attached form without its answers, with where it belongs. */
export interface AttachedRow {
  id: string;
  attachedId: string;
  formId: string;
  declarationId: string | null;
  roundId: string;
  year: number;
  sequence: number;
  regionCode: string;
  regionPath: string;
  organisationId: string | null;
  applicantAccountId: string | null;
  applicantName: string | null;
  programmeId: string;
  editionNumber: number;
  revision: number;
  status: AttachedStatus;
  answersHash: string | null;
  dueOn: string | null;
  handedInAt: string | null;
  reason: string | null;
}

export interface NewAttached {
  id: string;
  attachedId: string;
  formId: string;
  declarationId: string | null;
  roundId: string;
  year: number;
  sequence: number;
  regionCode: string;
  regionPath: string;
  dueOn: string | null;
  /** The level that fills it in about a declaration it reviews; null for everything else. */
  reviewParty: AttachedForm["by"] | null;
  answers: Answers;
  at: string;
}

const COLUMNS = {
  regionPath: "a.region_path",
  organisationId: "d.organisation_id",
  applicantAccountId: "d.applicant_account_id",
};

/** Attached forms and their answers. Every read of rows is bound to the viewer's scope. */
export function makeAttachedStore(db: Knex.Transaction) {
  const rows = () =>
    db("attached_forms as a")
      .join("rounds as r", "r.id", "a.round_id")
      .leftJoin("declarations as d", "d.id", "a.declaration_id")
      .select("a.*", "r.programme_id", "r.edition_number", {
        organisation_id: "d.organisation_id",
        applicant_account_id: "d.applicant_account_id",
        applicant_name: "d.applicant_name",
      });
  return {
    async find(scope: Scope, id: string): Promise<AttachedRow | null> {
      const row = await visible(rows(), scope).where("a.id", id).first();
      return row === undefined ? null : attachedRow(row);
    },

    /** As `find`, held until the transaction ends. */
    async lock(scope: Scope, id: string): Promise<AttachedRow | null> {
      await db("attached_forms").where({ id }).forUpdate().select("id");
      return this.find(scope, id);
    },

    /** The form of an owner, a name, a year and a sequence, whose owner the caller has found. */
    async findOf(ownerKey: string, attachedId: string, year: number, sequence: number): Promise<AttachedRow | null> {
      const row = await rows()
        .where({ "a.owner_key": ownerKey, "a.attached_id": attachedId, "a.year": year, "a.sequence": sequence })
        .first();
      return row === undefined ? null : attachedRow(row);
    },

    /** Every form of a declaration the caller has found. */
    async listOfDeclaration(declarationId: string): Promise<AttachedRow[]> {
      const found = await rows()
        .where("a.declaration_id", declarationId)
        .orderBy(["a.attached_id", "a.year", "a.sequence"]);
      return found.map(attachedRow);
    },

    /** Summaries of a round that the scope may see, by region. */
    async listSummaries(scope: Scope, roundId: string): Promise<AttachedRow[]> {
      const found = await visible(rows(), scope)
        .where({ "a.round_id": roundId, "a.declaration_id": null })
        .orderBy(["a.region_path", "a.attached_id"]);
      return found.map(attachedRow);
    },

    /** Every form of declarations the caller has found, by declaration. */
    async listOfDeclarations(declarationIds: readonly string[]): Promise<Map<string, AttachedRow[]>> {
      const forms = new Map<string, AttachedRow[]>();
      for (let at = 0; at < declarationIds.length; at += 500) {
        const found = await rows()
          .whereIn("a.declaration_id", declarationIds.slice(at, at + 500))
          .orderBy(["a.declaration_id", "a.attached_id", "a.year", "a.sequence"]);
        for (const row of found)
          forms.set(row.declaration_id, [...(forms.get(row.declaration_id) ?? []), attachedRow(row)]);
      }
      return forms;
    },

    /** Stored answers of a form the caller has found. */
    async getAnswers(id: string): Promise<Answers> {
      const row = await db("attached_forms").where({ id }).first("answers");
      return readJson<Answers>(row.answers);
    },

    /** Answers as they were handed in last; null before the first time. */
    async findHandedIn(id: string): Promise<Answers | null> {
      const row = await db("attached_forms").where({ id }).first("handed_in");
      return row.handed_in === null ? null : readJson<Answers>(row.handed_in);
    },

    /** Files as they were handed in last; none before the first time. */
    async listHandedInFiles(id: string): Promise<HandedInFile[]> {
      const row = await db("attached_forms").where({ id }).first("handed_in_files");
      return row.handed_in_files === null ? [] : readJson<HandedInFile[]>(row.handed_in_files);
    },

    /** True for a file that was handed in with a form the last time, or the time before. */
    async wasHandedIn(id: string, file: string): Promise<boolean> {
      const row = await db("attached_forms").where({ id }).first("handed_in_files", "before_files");
      return [row.handed_in_files, row.before_files].some(
        (files) => files !== null && readJson<HandedInFile[]>(files).some((one) => one.id === file),
      );
    },

    /** What was handed in the time before the last; null when it was handed in once at most. */
    async findBefore(id: string): Promise<HandedInBefore | null> {
      const row = await db("attached_forms").where({ id }).first("before_answers", "before_files", "before_at");
      if (row.before_answers === null || row.before_at === null) return null;
      const files = row.before_files === null ? [] : readJson<HandedInFile[]>(row.before_files);
      return { answers: readJson<Answers>(row.before_answers), files, at: row.before_at };
    },

    /** Writes a new form; false when there already is one of that owner, name, year and sequence. */
    async insert(ownerKey: string, form: NewAttached): Promise<boolean> {
      const written = await db("attached_forms")
        .insert({
          id: form.id,
          attached_id: form.attachedId,
          form_id: form.formId,
          declaration_id: form.declarationId,
          round_id: form.roundId,
          owner_key: ownerKey,
          year: form.year,
          sequence: form.sequence,
          region_code: form.regionCode,
          region_path: form.regionPath,
          revision: 0,
          status: "draft",
          answers: writeJson(form.answers),
          due_on: form.dueOn,
          review_party: form.reviewParty,
          created_at: form.at,
          updated_at: form.at,
        })
        .onConflict(["owner_key", "attached_id", "year", "sequence"])
        .ignore()
        .returning("id");
      return written.length > 0;
    },

    /** Writes answers made on a revision: what was handed in is a draft again. False when another write was faster. */
    async saveAnswers(id: string, revision: number, answers: Answers, at: string): Promise<boolean> {
      const written = await db("attached_forms")
        .where({ id, revision })
        .update({
          answers: writeJson(answers),
          revision: revision + 1,
          status: db.raw("case when review_party is not null and status = 'handed-in' then 'draft' else status end"),
          updated_at: at,
        });
      return written === 1;
    },

    /** Keeps what is handed in, and what was the last time. */
    async handIn(
      id: string,
      { answers, answersHash, files }: { answers: Answers; answersHash: string; files: HandedInFile[] },
      at: string,
    ): Promise<void> {
      await db("attached_forms")
        .where({ id })
        .update({
          before_answers: db.ref("handed_in"),
          before_files: db.ref("handed_in_files"),
          before_at: db.ref("handed_in_at"),
          handed_in: writeJson(answers),
          handed_in_files: writeJson(files),
          answers_hash: answersHash,
          handed_in_at: at,
          status: "handed-in",
          reason: null,
          revision: db.raw("revision + 1"),
          updated_at: at,
        });
    },

    /** What the levels of the review handed in about declarations, by declaration and the form's id in the programme. */
    async listReviewAnswers(declarationIds: readonly string[]): Promise<Map<string, Record<string, Answers>>> {
      const found = new Map<string, Record<string, Answers>>();
      for (let at = 0; at < declarationIds.length; at += 500) {
        const rows = await db("attached_forms")
          .whereIn("declaration_id", declarationIds.slice(at, at + 500))
          .where("status", "handed-in")
          .whereNotNull("review_party")
          .select("declaration_id", "attached_id", "handed_in");
        for (const row of rows)
          found.set(row.declaration_id, {
            ...found.get(row.declaration_id),
            [row.attached_id]: readJson<Answers>(row.handed_in),
          });
      }
      return found;
    },

    /** What a level handed in about a declaration is a draft again: it comes to the level anew. */
    async reopenReview(declarationId: string, party: string, at: string): Promise<void> {
      await db("attached_forms")
        .where({ declaration_id: declarationId, review_party: party, status: "handed-in" })
        .update({ status: "draft", revision: db.raw("revision + 1"), updated_at: at });
    },

    /** Accepts what was handed in, or returns it with a reason. */
    async decide(id: string, status: "accepted" | "returned", reason: string | null, at: string): Promise<void> {
      await db("attached_forms")
        .where({ id })
        .update({ status, reason, revision: db.raw("revision + 1"), updated_at: at });
    },
  };
}

export type AttachedStore = ReturnType<typeof makeAttachedStore>;

/**
 * One's own; what others of one's regions have handed in; and what a region fills in itself, also as a draft. What
 * goes with a declaration is there for others while the declaration is; what a review says of it is not its applicant's.
 */
function visible<T extends Knex.QueryBuilder>(query: T, scope: Scope): T {
  if (isEmptyScope(scope)) return query.whereRaw("1 = 0") as T;
  return query.where((either) => {
    either.where((region) => {
      whereInScope(region, { ...scope, organisationId: null, accountId: null }, COLUMNS)
        .where((there) => there.whereNotNull("a.handed_in_at").orWhereNotNull("a.review_party"))
        .where((handed) => handed.whereNull("a.declaration_id").orWhereNotNull("d.submitted_at"));
    });
    either.orWhere((own) => own.whereNull("a.declaration_id").whereIn("a.region_path", [...scope.regionPaths]));
    if (scope.organisationId !== null)
      either.orWhere((own) => own.where("d.organisation_id", scope.organisationId).whereNull("a.review_party"));
    if (scope.accountId !== null) {
      either.orWhere((person) =>
        person
          .whereNotNull("a.declaration_id")
          .whereNull("a.review_party")
          .whereNull("d.organisation_id")
          .where("d.applicant_account_id", scope.accountId),
      );
    }
  }) as T;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function attachedRow(row: any): AttachedRow {
  return {
    id: row.id,
    attachedId: row.attached_id,
    formId: row.form_id,
    declarationId: row.declaration_id,
    roundId: row.round_id,
    year: row.year,
    sequence: row.sequence,
    regionCode: row.region_code,
    regionPath: row.region_path,
    organisationId: row.organisation_id,
    applicantAccountId: row.applicant_account_id,
    applicantName: row.applicant_name,
    programmeId: row.programme_id,
    editionNumber: row.edition_number,
    revision: row.revision,
    status: row.status,
    answersHash: row.answers_hash,
    dueOn: row.due_on,
    handedInAt: row.handed_in_at,
    reason: row.reason,
  };
}
