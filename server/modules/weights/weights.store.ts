import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import type { StudyStatus } from "../../../core/contracts/weights.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import type { FixedWeights, WeighedGroup } from "../../../core/scoring/weighing/weighed-groups.ts";
import type { GroupSummary } from "../../../core/scoring/weighing/weighing-kind.ts";
import { newId } from "../../crypto/ids.ts";
import { readBoolean, readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

export interface StudySettings {
  groups: WeighedGroup[];
  /** Of the scheme document the groups were read from. */
  schemeHash: string;
  minimum: number;
  variationLimit: number;
}

export interface StudyResultRecord {
  round: number;
  hash: string;
  basis: string;
  weights: FixedWeights;
  frozenAt: string;
}

/** Who gave a study up, when and why. */
export interface Abandonment {
  at: string;
  by: string;
  reason: string;
}

export interface StudyRecord {
  id: string;
  programmeId: string;
  programmeTitle: LocalText;
  authorityRegion: string;
  title: LocalText;
  kind: string;
  rule: string;
  settings: StudySettings;
  status: StudyStatus;
  revision: number;
  result: StudyResultRecord | null;
  abandoned: Abandonment | null;
  createdAt: string;
}

/** What a closed round says; nothing in it belongs to a person. */
export interface RoundFeedback {
  answers: number;
  groups: GroupSummary[];
  comments: Record<string, string[]>;
}

export interface RoundRecord {
  number: number;
  openedAt: string;
  closedAt: string | null;
  feedback: RoundFeedback | null;
}

/** One answer as it lies: whose it is, only who holds the secret key can work out, and only account by account. */
export interface AnswerRecord {
  pseudonym: string;
  /** Encrypted; null while nothing was typed. */
  cipher: string | null;
  revision: string;
  handedIn: boolean;
}

/** A study belongs to the authority of its programme: that region decides who keeps it. */
const AUTHORITY = { regionPath: "authority.path", organisationId: null, applicantAccountId: null } as const;

/** Studies, rounds and answers. Stores see pseudonyms alone. */
export function makeWeightsStore(db: Knex.Transaction) {
  const all = () =>
    db("weight_studies as study")
      .join("programmes as programme", "programme.id", "study.programme_id")
      .join("regions as authority", "authority.code", "programme.authority_region")
      .select("study.*", "programme.title as programme_title", "programme.authority_region");
  const invited = (accountId: string) =>
    all()
      .join("weight_participants as participant", "participant.study_id", "study.id")
      .where("participant.account_id", accountId);

  return {
    /** Path of the region whose authority a programme belongs to, when it lies in the scope. */
    async findAuthority(scope: Scope, programmeId: string): Promise<{ code: string; path: string } | undefined> {
      const query = db("programmes as programme")
        .join("regions as authority", "authority.code", "programme.authority_region")
        .where("programme.id", programmeId);
      const row = await whereInScope(query, scope, AUTHORITY).first("authority.code", "authority.path");
      return row === undefined ? undefined : { code: row.code, path: row.path };
    },

    /** Active experts whose role is given for a region or one below it, by login. */
    async listCandidates(regionPath: string): Promise<{ accountId: string; name: string; login: string }[]> {
      const rows = await db("accounts as account")
        .where("account.status", "active")
        .whereExists(
          db("account_roles as role")
            .join("regions as region", "region.code", "role.region_code")
            .whereRaw("role.account_id = account.id")
            .where("role.role", "expert")
            .where("region.path", ">=", regionPath)
            .where("region.path", "<", `${regionPath.slice(0, -1)}0`)
            .select(db.raw("1")),
        )
        .orderBy("account.login")
        .select("account.id", "account.display_name", "account.login");
      return rows.map((row) => ({ accountId: row.id, name: row.display_name, login: row.login }));
    },

    /** A study of a programme, for who checks what cites it. */
    async findOfProgramme(programmeId: string, id: string): Promise<StudyRecord | undefined> {
      const row = await all().where({ "study.programme_id": programmeId, "study.id": id }).first();
      return row === undefined ? undefined : studyOf(row);
    },

    async list(scope: Scope): Promise<StudyRecord[]> {
      return (await whereInScope(all(), scope, AUTHORITY).orderBy("study.created_at", "desc")).map(studyOf);
    },

    async find(scope: Scope, id: string): Promise<StudyRecord | undefined> {
      const row = await whereInScope(all(), scope, AUTHORITY).where("study.id", id).first();
      return row === undefined ? undefined : studyOf(row);
    },

    async listInvited(accountId: string): Promise<StudyRecord[]> {
      return (await invited(accountId).orderBy("study.created_at", "desc")).map(studyOf);
    },

    async findInvited(accountId: string, id: string): Promise<StudyRecord | undefined> {
      const row = await invited(accountId).where("study.id", id).first();
      return row === undefined ? undefined : studyOf(row);
    },

    /** Holds a study until the transaction ends: a round is not closed while somebody hands in. */
    async lock(id: string): Promise<void> {
      await db("weight_studies").where({ id }).forUpdate().first("id");
    },

    async record(study: StudyRecord, by: string): Promise<void> {
      await db("weight_studies").insert({
        id: study.id,
        programme_id: study.programmeId,
        title: writeJson(study.title),
        kind: study.kind,
        rule: study.rule,
        settings: writeJson(study.settings),
        status: "preparing",
        revision: study.revision,
        result: null,
        created_at: study.createdAt,
        created_by: by,
      });
    },

    /** Moves a study on from a revision. False when it has moved already. */
    async advance(
      id: string,
      revision: number,
      change: { status?: Exclude<StudyStatus, "abandoned">; result?: StudyResultRecord; abandoned?: Abandonment },
    ): Promise<boolean> {
      const changed = await db("weight_studies")
        .where({ id, revision })
        .whereNot("status", "frozen")
        .whereNull("abandoned")
        .update({
          revision: revision + 1,
          ...(change.status !== undefined && { status: change.status }),
          ...(change.result !== undefined && { result: writeJson(change.result) }),
          ...(change.abandoned !== undefined && { abandoned: writeJson(change.abandoned) }),
        });
      return changed === 1;
    },

    async listParticipants(studyId: string): Promise<{ accountId: string; name: string }[]> {
      const rows = await db("weight_participants as participant")
        .join("accounts as account", "account.id", "participant.account_id")
        .where("participant.study_id", studyId)
        .orderBy("account.login")
        .select("account.id", "account.display_name");
      return rows.map((row) => ({ accountId: row.id, name: row.display_name }));
    },

    async countParticipants(studyIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await db("weight_participants")
        .whereIn("study_id", [...studyIds])
        .groupBy("study_id")
        .select("study_id")
        .count("* as n");
      return new Map(rows.map((row) => [String(row.study_id), Number(row.n)]));
    },

    async replaceParticipants(studyId: string, accountIds: readonly string[]): Promise<void> {
      await db("weight_participants").where({ study_id: studyId }).delete();
      if (accountIds.length > 0)
        await db("weight_participants").insert(
          accountIds.map((accountId) => ({ study_id: studyId, account_id: accountId })),
        );
    },

    async listRounds(studyId: string): Promise<RoundRecord[]> {
      return (await db("weight_rounds").where({ study_id: studyId }).orderBy("number")).map(roundOf);
    },

    /** Number of the latest round of each study; studies without one are left out. */
    async latestRounds(studyIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await db("weight_rounds")
        .whereIn("study_id", [...studyIds])
        .groupBy("study_id")
        .select("study_id")
        .max("number as last");
      return new Map(rows.map((row) => [String(row.study_id), Number(row.last)]));
    },

    /** Opens a round with an empty answer for every pseudonym, in their order. */
    async openRound(studyId: string, number: number, pseudonyms: readonly string[], now: string): Promise<void> {
      await db("weight_rounds").insert({ study_id: studyId, number, opened_at: now, closed_at: null, feedback: null });
      for (const pseudonym of [...pseudonyms].sort())
        await db("weight_answers").insert({
          study_id: studyId,
          round: number,
          pseudonym,
          answer_cipher: null,
          revision: newId(),
          handed_in: false,
        });
    },

    async closeRound(studyId: string, number: number, feedback: RoundFeedback, now: string): Promise<void> {
      await db("weight_rounds")
        .where({ study_id: studyId, number })
        .update({ closed_at: now, feedback: writeJson(feedback) });
    },

    async listAnswers(studyId: string, round: number): Promise<AnswerRecord[]> {
      return (await db("weight_answers").where({ study_id: studyId, round }).orderBy("pseudonym")).map(answerOf);
    },

    async findAnswer(studyId: string, round: number, pseudonym: string): Promise<AnswerRecord | undefined> {
      const row = await db("weight_answers").where({ study_id: studyId, round, pseudonym }).first();
      return row === undefined ? undefined : answerOf(row);
    },

    /**
     * Replaces what was typed, hands it in, or takes it back from there. False when it has moved on from the revision and
     * state that are given. The caller holds the study.
     * Every answer of the round is written again together: which row was written last would tell, beside the audit, whose
     * it is.
     */
    async changeAnswer(
      studyId: string,
      round: number,
      { pseudonym, revision, handedIn }: Pick<AnswerRecord, "pseudonym" | "revision" | "handedIn">,
      change: { revision: string; cipher?: string; handedIn?: boolean },
    ): Promise<boolean> {
      const found = await db("weight_answers")
        .where({ study_id: studyId, round, pseudonym, revision, handed_in: handedIn })
        .first("pseudonym");
      if (found === undefined) return false;
      const only = (column: string, value: string | boolean | undefined) =>
        value === undefined
          ? db.ref(column)
          : db.raw("case when pseudonym = ? then ? else ?? end", [pseudonym, value, column]);
      await db("weight_answers")
        .where({ study_id: studyId, round })
        .update({
          revision: only("revision", change.revision),
          answer_cipher: only("answer_cipher", change.cipher),
          handed_in: only("handed_in", change.handedIn),
        });
      return true;
    },
  };
}

export type WeightsStore = ReturnType<typeof makeWeightsStore>;

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function studyOf(row: any): StudyRecord {
  return {
    id: row.id,
    programmeId: row.programme_id,
    programmeTitle: readJson(row.programme_title),
    authorityRegion: row.authority_region,
    title: readJson(row.title),
    kind: row.kind,
    rule: row.rule,
    settings: readJson(row.settings),
    status: row.abandoned === null ? row.status : "abandoned",
    revision: row.revision,
    result: row.result === null ? null : readJson(row.result),
    abandoned: row.abandoned === null ? null : readJson(row.abandoned),
    createdAt: row.created_at,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function roundOf(row: any): RoundRecord {
  return {
    number: row.number,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    feedback: row.feedback === null ? null : readJson(row.feedback),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function answerOf(row: any): AnswerRecord {
  return {
    pseudonym: row.pseudonym,
    cipher: row.answer_cipher,
    revision: row.revision,
    handedIn: readBoolean(row.handed_in),
  };
}
