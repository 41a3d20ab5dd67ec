import type { Knex } from "knex";
import { writeJson } from "../../database/codec.ts";

/** Marks of a sheet that is not handed in, by item. */
export type SheetDraft = Record<string, { points: string; comment: string | null }>;

/** One expert for one declaration, with its sheet. */
export interface AssignmentRow {
  id: string;
  roundId: string;
  panelId: string;
  declarationId: string;
  accountId: string;
  expertName: string;
  status: "active" | "recused" | "released";
  /** Null when it was assigned by hand. */
  draw: number | null;
  reason: string | null;
  assignedAt: string;
  revision: number;
  /** Marks of the sheet as they lie (sealed-marks.ts). */
  draft: string;
  handedInAt: string | null;
  /** Version of the declaration the marks were begun on, or handed in for. */
  version: number | null;
  /** Version that stood when the panel was opened; before that the newest. */
  latestVersion: number;
  openedAt: string | null;
  /** True when it was handed in for that version: only then it counts. */
  isHandedIn: boolean;
}

export type NewAssignment = Pick<
  AssignmentRow,
  "id" | "roundId" | "panelId" | "declarationId" | "accountId" | "draw" | "reason" | "assignedAt"
>;

/** One version of a mark. */
export interface MarkRow {
  assignmentId: string;
  item: string;
  version: number;
  /** Version of the declaration it was given on; null for marks from before that was kept. */
  declarationVersion: number | null;
  /** Points, remark and reason as they lie (sealed-marks.ts). */
  content: string;
  at: string;
}

/** Assignments of experts, their sheets and marks. Marks are only ever added. */
export function makeSheetsStore(db: Knex.Transaction) {
  const newestVersion = (table: string) =>
    db("declaration_versions as version")
      .whereRaw(`version.declaration_id = ${table}.declaration_id`)
      .max("version.number");
  const assignments = () =>
    db("panel_assignments as assignment")
      .join("accounts as account", "account.id", "assignment.account_id")
      .leftJoin("panel_openings as opening", (on) =>
        on.on("opening.round_id", "assignment.round_id").on("opening.panel_id", "assignment.panel_id"),
      )
      .select("assignment.*", "account.display_name", "opening.opened_at")
      .select(newestVersion("assignment").as("newest_version"));
  /** Of sheets of panels that are not opened: those not handed in for the newest version of their declaration. */
  const toDo = (query: Knex.QueryBuilder) =>
    query.where((either) =>
      either.whereNull("handed_in_at").orWhere("version", "<", newestVersion("panel_assignments")),
    );
  const unopened = (query: Knex.QueryBuilder) =>
    query.whereNotExists(
      db("panel_openings as opening")
        .whereRaw("opening.round_id = assignment.round_id and opening.panel_id = assignment.panel_id")
        .select(db.raw("1")),
    );

  return {
    /** All assignments of a panel, ended ones included. The caller has found the round in its scope. */
    async listOfPanel(roundId: string, panelId: string): Promise<AssignmentRow[]> {
      const rows = await assignments()
        .where({ "assignment.round_id": roundId, "assignment.panel_id": panelId })
        .orderBy("assignment.id");
      return rows.map(assignmentRow);
    },

    /** An assignment by id, for an owner; the caller asks whether its round is the owner's. */
    async find(id: string): Promise<AssignmentRow | null> {
      const row = await assignments().where("assignment.id", id).first();
      return row === undefined ? null : assignmentRow(row);
    },

    /** An assignment of an expert; nobody else's is found. */
    async findOwn(accountId: string, id: string): Promise<AssignmentRow | null> {
      const row = await assignments().where({ "assignment.account_id": accountId, "assignment.id": id }).first();
      return row === undefined ? null : assignmentRow(row);
    },

    /** Everything an expert was ever assigned, newest first. */
    async listOwn(accountId: string): Promise<AssignmentRow[]> {
      const rows = await assignments()
        .where("assignment.account_id", accountId)
        .orderBy([{ column: "assignment.assigned_at", order: "desc" }, { column: "assignment.id" }]);
      return rows.map(assignmentRow);
    },

    /** Sheets each expert has never handed in, over panels that are not opened; told to owners, so not by version. */
    async countOpen(accountIds: readonly string[]): Promise<Map<string, number>> {
      const rows: { id: string; open: number | string }[] = await unopened(db("panel_assignments as assignment"))
        .whereIn("assignment.account_id", [...accountIds])
        .where("assignment.status", "active")
        .whereNull("assignment.handed_in_at")
        .groupBy("assignment.account_id")
        .select("assignment.account_id as id")
        .count({ open: "*" });
      return new Map(rows.map(({ id, open }) => [id, Number(open)]));
    },

    /** Sheets of an expert on panels that are not opened, handed in or not. */
    async countSealed(accountId: string): Promise<number> {
      const row = await unopened(db("panel_assignments as assignment"))
        .where({ "assignment.account_id": accountId, "assignment.status": "active" })
        .count<{ n: number }>("* as n")
        .first();
      return Number(row?.n ?? 0);
    },

    /** Assigns an expert; one who was on the declaration before goes on where the sheet stood. */
    async assign(assignment: NewAssignment): Promise<void> {
      const standing = {
        status: "active",
        draw_number: assignment.draw,
        reason: assignment.reason,
        assigned_at: assignment.assignedAt,
      };
      await db("panel_assignments")
        .insert({
          id: assignment.id,
          round_id: assignment.roundId,
          panel_id: assignment.panelId,
          declaration_id: assignment.declarationId,
          account_id: assignment.accountId,
          revision: 0,
          draft: writeJson({}),
          ...standing,
        })
        .onConflict(["round_id", "panel_id", "declaration_id", "account_id"])
        .merge(standing);
    },

    /** Ends an assignment that is not handed in; false when it is, or had ended already. */
    async end(id: string, status: "recused" | "released", reason: string | null): Promise<boolean> {
      const ended = await db("panel_assignments")
        .where({ id, status: "active" })
        .modify(toDo)
        .update({ status, reason });
      return ended === 1;
    },

    /**
     * Keeps for every sheet of a panel which version of its declaration stands now. What a transaction that began before
     * writes afterwards is later, whatever time it carries.
     */
    async keepVersions(roundId: string, panelId: string): Promise<void> {
      await db("panel_assignments")
        .where({ round_id: roundId, panel_id: panelId })
        .update({ opened_version: newestVersion("panel_assignments") });
    },

    /** Writes a draft made on a revision, begun on a version; false when another write was faster. */
    async saveDraft(id: string, revision: number, draft: string, version: number): Promise<boolean> {
      const written = await db("panel_assignments")
        .where({ id, revision, status: "active" })
        .modify(toDo)
        .update({ draft, version, revision: revision + 1 });
      return written === 1;
    },

    /** Hands a sheet in as it was saved at a revision; false when it was saved anew or handed in meanwhile. */
    async handIn(id: string, revision: number, version: number, at: string): Promise<boolean> {
      const written = await db("panel_assignments")
        .where({ id, revision, status: "active" })
        .modify(toDo)
        .update({ handed_in_at: at, version, revision: revision + 1 });
      return written === 1;
    },

    /** Brings the draft of a sheet that is handed in to the marks that hold now: it is what a further look starts from. */
    async keepDraft(id: string, draft: string): Promise<void> {
      await db("panel_assignments").where({ id }).update({ draft });
    },

    async recordMarks(marks: readonly MarkRow[]): Promise<void> {
      if (marks.length === 0) return;
      await db("panel_marks").insert(
        marks.map((mark) => ({
          assignment_id: mark.assignmentId,
          item: mark.item,
          version: mark.version,
          declaration_version: mark.declarationVersion,
          content: mark.content,
          at: mark.at,
        })),
      );
    },

    /** Every version of the marks of assignments, oldest first. */
    async listMarks(assignmentIds: readonly string[]): Promise<MarkRow[]> {
      const marks: MarkRow[] = [];
      for (let at = 0; at < assignmentIds.length; at += 500) {
        const rows = await db("panel_marks")
          .whereIn("assignment_id", assignmentIds.slice(at, at + 500))
          .orderBy(["assignment_id", "item", "version"]);
        for (const row of rows)
          marks.push({
            assignmentId: row.assignment_id,
            item: row.item,
            version: row.version,
            declarationVersion: row.declaration_version,
            content: row.content,
            at: row.at,
          });
      }
      return marks;
    },
  };
}

export type SheetsStore = ReturnType<typeof makeSheetsStore>;

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function assignmentRow(row: any): AssignmentRow {
  const latestVersion = Number(row.opened_version ?? row.newest_version);
  return {
    id: row.id,
    roundId: row.round_id,
    panelId: row.panel_id,
    declarationId: row.declaration_id,
    accountId: row.account_id,
    expertName: row.display_name,
    status: row.status,
    draw: row.draw_number,
    reason: row.reason,
    assignedAt: row.assigned_at,
    revision: row.revision,
    draft: row.draft,
    handedInAt: row.handed_in_at,
    version: row.version,
    latestVersion,
    openedAt: row.opened_at,
    isHandedIn: row.handed_in_at !== null && row.version === latestVersion,
  };
}
