import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { Party } from "../../../core/workflow/workflow-document.ts";
import { readJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

/** What evidence needs to know of the declaration it belongs to. */
export interface EvidenceOwner {
  declarationId: string;
  programmeId: string;
  editionNumber: number;
  year: number;
  organisationId: string | null;
  applicantAccountId: string;
  regionPath: string;
  regionCode: string;
  state: string;
  holder: Party;
  submittedAt: string | null;
}

export interface UploadRow {
  id: string;
  declarationId: string;
  /** The attached form of the declaration it belongs to; null for one of the declaration itself. */
  attachedFormId: string | null;
  requirementId: string | null;
  purpose: "evidence" | "seal";
  party: Party;
  fileName: string;
  size: number;
  received: number;
  /** True once it has become evidence, under the upload's own id. */
  isDone: boolean;
  createdBy: string;
  createdAt: string;
}

export interface EvidenceRow {
  id: string;
  declarationId: string;
  /** The attached form of the declaration it belongs to; null for one of the declaration itself. */
  attachedFormId: string | null;
  requirementId: string | null;
  purpose: "evidence" | "seal";
  party: Party;
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
  /** Of a sealed form: the answers it was printed with. */
  answersHash: string | null;
  uploadedBy: string;
  uploadedAt: string;
}

type NamedFile = Pick<EvidenceRow, "id">;

const SCOPE_COLUMNS = {
  regionPath: "d.region_path",
  organisationId: "d.organisation_id",
  applicantAccountId: "d.applicant_account_id",
};

/** Files of declarations and the uploads they come from; every read is bound to the viewer's scope. */
export function makeEvidenceStore(db: Knex.Transaction) {
  return {
    async findOwner(scope: Scope, declarationId: string): Promise<EvidenceOwner | null> {
      const query = db("declarations as d")
        .join("rounds as r", "r.id", "d.round_id")
        .select("d.*", "r.year as round_year")
        .where("d.id", declarationId);
      const row = await whereInScope(query, scope, SCOPE_COLUMNS).first();
      if (row === undefined) return null;
      return {
        declarationId: row.id,
        programmeId: row.programme_id,
        editionNumber: row.edition_number,
        year: row.round_year,
        organisationId: row.organisation_id,
        applicantAccountId: row.applicant_account_id,
        regionPath: row.region_path,
        regionCode: row.region_code,
        state: row.state,
        holder: row.holder,
        submittedAt: row.submitted_at,
      };
    },

    /** Pointers of flags that are not settled: they say what a returned declaration may change. */
    async listOpenFlagPointers(declarationId: string): Promise<string[]> {
      return db("declaration_flags").where({ declaration_id: declarationId, resolved_at: null }).pluck("pointer");
    },

    async recordUpload(upload: Omit<UploadRow, "isDone">): Promise<void> {
      await db("upload_sessions").insert({
        id: upload.id,
        declaration_id: upload.declarationId,
        attached_form_id: upload.attachedFormId,
        requirement_id: upload.requirementId,
        purpose: upload.purpose,
        party: upload.party,
        file_name: upload.fileName,
        size: upload.size,
        received: upload.received,
        created_by: upload.createdBy,
        created_at: upload.createdAt,
        status: "open",
      });
    },

    /** An upload of this account that stands or is done; nobody else may go on with it. */
    async findUpload(id: string, accountId: string): Promise<UploadRow | null> {
      const row = await db("upload_sessions")
        .where({ id, created_by: accountId })
        .whereIn("status", ["open", "done"])
        .first();
      if (row === undefined) return null;
      return {
        id: row.id,
        declarationId: row.declaration_id,
        attachedFormId: row.attached_form_id,
        requirementId: row.requirement_id,
        purpose: row.purpose,
        party: row.party,
        fileName: row.file_name,
        size: Number(row.size),
        received: Number(row.received),
        isDone: row.status === "done",
        createdBy: row.created_by,
        createdAt: row.created_at,
      };
    },

    /** Moves the place to go on from; false when another piece was faster. */
    async advanceUpload(id: string, from: number, to: number): Promise<boolean> {
      return (await db("upload_sessions").where({ id, received: from, status: "open" }).update({ received: to })) === 1;
    },

    /** Ends an upload; false when it had ended already. */
    async endUpload(id: string, status: "done" | "refused" | "abandoned"): Promise<boolean> {
      return (await db("upload_sessions").where({ id, status: "open" }).update({ status })) === 1;
    },

    /** Open uploads begun before a time, for the job that clears them. */
    async listStaleUploads(before: string, limit: number): Promise<string[]> {
      return db("upload_sessions")
        .where({ status: "open" })
        .andWhere("created_at", "<", before)
        .orderBy("created_at")
        .limit(limit)
        .pluck("id");
    },

    /** Files that lie at a place, and the bytes the declaration holds or has announced by open uploads. */
    async measure(
      declarationId: string,
      place: Pick<EvidenceRow, "attachedFormId" | "purpose" | "requirementId" | "party">,
    ): Promise<{ files: number; bytes: number }> {
      const standing = () => db("evidence").where({ declaration_id: declarationId, deleted_at: null });
      const held = await standing().sum({ bytes: "size" }).first();
      const announced = await db("upload_sessions")
        .where({ declaration_id: declarationId, status: "open" })
        .sum({ bytes: "size" })
        .first();
      const files = await standing()
        .where({ attached_form_id: place.attachedFormId, purpose: place.purpose })
        .where({ requirement_id: place.requirementId, party: place.party })
        .count({ files: "*" })
        .first();
      return {
        files: Number(files?.files ?? 0),
        bytes: Number(held?.bytes ?? 0) + Number(announced?.bytes ?? 0),
      };
    },

    async recordEvidence(evidence: EvidenceRow): Promise<void> {
      await db("evidence").insert({
        id: evidence.id,
        declaration_id: evidence.declarationId,
        attached_form_id: evidence.attachedFormId,
        requirement_id: evidence.requirementId,
        purpose: evidence.purpose,
        party: evidence.party,
        file_name: evidence.fileName,
        media_type: evidence.mediaType,
        size: evidence.size,
        sha256: evidence.sha256,
        status: "released",
        uploaded_by: evidence.uploadedBy,
        created_at: evidence.uploadedAt,
      });
    },

    /** Files of the declaration itself that stand, oldest first. */
    async listEvidence(declarationId: string): Promise<EvidenceRow[]> {
      const rows = await db("evidence")
        .where({ declaration_id: declarationId, attached_form_id: null, deleted_at: null })
        .orderBy([{ column: "created_at" }, { column: "id" }]);
      return rows.map(evidenceRow);
    },

    /** Files of one attached form that stand, oldest first. */
    async listOfAttached(attachedFormId: string): Promise<EvidenceRow[]> {
      const rows = await db("evidence")
        .where({ attached_form_id: attachedFormId, deleted_at: null })
        .orderBy([{ column: "created_at" }, { column: "id" }]);
      return rows.map(evidenceRow);
    },

    /** Files of a declaration by id, in the order asked for; also those taken away since. */
    async listByIds(declarationId: string, ids: readonly string[]): Promise<EvidenceRow[]> {
      const rows = await db("evidence").where({ declaration_id: declarationId }).whereIn("id", ids);
      const byId = new Map(rows.map((row) => [row.id, evidenceRow(row)]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    /** A file of a declaration in the viewer's scope; also one taken away since, because submitted versions name it. */
    async findEvidence(scope: Scope, id: string): Promise<(EvidenceRow & { deletedAt: string | null }) | null> {
      const query = db("evidence as e")
        .join("declarations as d", "d.id", "e.declaration_id")
        .select("e.*")
        .where("e.id", id);
      const row = await whereInScope(query, scope, SCOPE_COLUMNS).first();
      if (row === undefined) return null;
      return { ...evidenceRow(row), deletedAt: row.deleted_at };
    },

    /** True when a version that was handed in names the file, for itself or for a form that went with it. */
    async isInVersion(declarationId: string, id: string): Promise<boolean> {
      const versions = await db("declaration_versions")
        .where({ declaration_id: declarationId })
        .select("evidence", "attached");
      return versions.some(({ evidence, attached }) => {
        const forms =
          attached === null ? [] : Object.values(readJson<Record<string, { files?: NamedFile[] }>>(attached));
        const files = [readJson<NamedFile[]>(evidence), ...forms.map((form) => form.files ?? [])].flat();
        return files.some((file) => file.id === id);
      });
    },

    /**
     * Answers that files with the bytes of these were bound to before, in the same declaration; also of files that were
     * taken away since.
     */
    async listBoundAnswers(declarationId: string, ids: readonly string[]): Promise<string[]> {
      const bytes = db("evidence")
        .where({ declaration_id: declarationId })
        .whereIn("id", [...ids])
        .select("sha256");
      return db("evidence")
        .where({ declaration_id: declarationId, purpose: "seal" })
        .whereNotNull("answers_hash")
        .whereIn("sha256", bytes)
        .distinct()
        .pluck("answers_hash");
    },

    /** Says of files which answers they are the sealed form of. */
    async bindToAnswers(ids: readonly string[], answersHash: string): Promise<void> {
      await db("evidence").whereIn("id", ids).update({ answers_hash: answersHash });
    },

    async removeEvidence(id: string, at: string): Promise<void> {
      await db("evidence").where({ id, deleted_at: null }).update({ deleted_at: at });
    },
  };
}

export type EvidenceStore = ReturnType<typeof makeEvidenceStore>;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
function evidenceRow(row: any): EvidenceRow {
  return {
    id: row.id,
    declarationId: row.declaration_id,
    attachedFormId: row.attached_form_id,
    requirementId: row.requirement_id,
    purpose: row.purpose,
    party: row.party,
    fileName: row.file_name,
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.sha256,
    answersHash: row.answers_hash,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.created_at,
  };
}
