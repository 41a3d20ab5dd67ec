import type { Knex } from "knex";
import type { Scope } from "../../../core/access/scope.ts";
import { readBoolean, readJson, writeJson } from "../../database/codec.ts";
import { whereInScope } from "../../database/scope.ts";

/** Where an expert works and what the expert knows. */
export interface ProfileRow {
  employerName: string | null;
  employerCreditCode: string | null;
  fields: string[];
  active: boolean;
}

/** An account with the role expert. */
export interface ExpertRow {
  accountId: string;
  login: string;
  name: string;
  isActive: boolean;
  organisationId: string | null;
  regionCode: string;
  regionPath: string;
  profile: ProfileRow | null;
}

export interface ConflictRow {
  id: string;
  accountId: string;
  declarationId: string | null;
  name: string | null;
  creditCode: string | null;
  /** What a blind expert knows the declaration by. */
  code: string | null;
  reason: string;
  declaredAt: string;
}

/** The region an expert is an expert of decides who sees it. */
const REGION = { regionPath: "region.path", organisationId: null, applicantAccountId: null } as const;

/** Experts with their profiles and the conflicts they declared. */
export function makeExpertsStore(db: Knex.Transaction) {
  const experts = (scope: Scope) =>
    whereInScope(
      db("account_roles as grant")
        .where("grant.role", "expert")
        .join("accounts as account", "account.id", "grant.account_id")
        .join("regions as region", "region.code", "grant.region_code")
        .leftJoin("expert_profiles as profile", "profile.account_id", "account.id")
        .select("account.id", "account.login", "account.display_name", "account.status", "account.organisation_id")
        .select("region.code as region_code", "region.path as region_path")
        .select("profile.account_id as has_profile", "profile.employer_name", "profile.employer_credit_code")
        .select("profile.fields", "profile.active"),
      scope,
      REGION,
    );

  return {
    /** Experts of the scope in the order of their logins; one with two regions stands there once. */
    async listExperts(scope: Scope): Promise<ExpertRow[]> {
      const rows: ExpertRow[] = (await experts(scope).orderBy(["account.login", "region.path"])).map(expertRow);
      return rows.filter(({ accountId }, at) => rows.findIndex((row) => row.accountId === accountId) === at);
    },

    async findExpert(scope: Scope, accountId: string): Promise<ExpertRow | null> {
      const row = await experts(scope).where("account.id", accountId).orderBy("region.path").first();
      return row === undefined ? null : expertRow(row);
    },

    async findProfile(accountId: string): Promise<ProfileRow | null> {
      const row = await db("expert_profiles").where({ account_id: accountId }).first();
      return row === undefined ? null : profileRow(row);
    },

    async putProfile(accountId: string, profile: ProfileRow, at: string): Promise<void> {
      const values = { ...ownColumns(profile), active: profile.active, updated_at: at };
      await db("expert_profiles")
        .insert({ account_id: accountId, ...values })
        .onConflict("account_id")
        .merge(values);
    },

    /** What an expert writes of itself; a new one is active, and whatever an owner decided on that stands. */
    async putOwnProfile(accountId: string, profile: Omit<ProfileRow, "active">, at: string): Promise<void> {
      const values = { ...ownColumns(profile), updated_at: at };
      await db("expert_profiles")
        .insert({ account_id: accountId, active: true, ...values })
        .onConflict("account_id")
        .merge(values);
    },

    /** Conflicts of experts, oldest first. The caller has found the experts. */
    async listConflicts(accountIds: readonly string[]): Promise<ConflictRow[]> {
      const rows = await db("expert_conflicts")
        .whereIn("account_id", [...accountIds])
        .orderBy([{ column: "declared_at" }, { column: "id" }]);
      return rows.map((row) => ({
        id: row.id,
        accountId: row.account_id,
        declarationId: row.declaration_id,
        name: row.organisation_name,
        creditCode: row.credit_code,
        code: row.code,
        reason: row.reason,
        declaredAt: row.declared_at,
      }));
    },

    async recordConflict(conflict: ConflictRow): Promise<void> {
      await db("expert_conflicts").insert({
        id: conflict.id,
        account_id: conflict.accountId,
        declaration_id: conflict.declarationId,
        organisation_name: conflict.name,
        credit_code: conflict.creditCode,
        code: conflict.code,
        reason: conflict.reason,
        declared_at: conflict.declaredAt,
      });
    },
  };
}

export type ExpertsStore = ReturnType<typeof makeExpertsStore>;

function ownColumns(profile: Omit<ProfileRow, "active">): Record<string, unknown> {
  return {
    employer_name: profile.employerName,
    employer_credit_code: profile.employerCreditCode,
    fields: writeJson(profile.fields),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function expertRow(row: any): ExpertRow {
  return {
    accountId: row.id,
    login: row.login,
    name: row.display_name,
    isActive: row.status === "active",
    organisationId: row.organisation_id,
    regionCode: row.region_code,
    regionPath: row.region_path,
    profile: row.has_profile === null ? null : profileRow(row),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function profileRow(row: any): ProfileRow {
  return {
    employerName: row.employer_name,
    employerCreditCode: row.employer_credit_code,
    fields: readJson(row.fields),
    active: readBoolean(row.active),
  };
}
