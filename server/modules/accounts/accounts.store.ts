import type { Knex } from "knex";
import type { Grant } from "../../../core/access/viewer.ts";
import type { AccountQuery, AccountStatus } from "../../../core/contracts/accounts.ts";
import { likePattern, readBoolean } from "../../database/codec.ts";

export interface AccountRow {
  id: string;
  login: string;
  displayName: string;
  passwordHash: string;
  mustChangePassword: boolean;
  phoneCipher: string | null;
  phoneIndex: string | null;
  idNumberCipher: string | null;
  idNumberIndex: string | null;
  organisationId: string | null;
  regionCode: string | null;
  locale: "zh" | "en";
  status: AccountStatus;
  passwordChangedAt: string;
  createdAt: string;
}

export type NewGrant = Pick<Grant, "role" | "regionCode">;

export interface AccountsStore {
  find(id: string): Promise<AccountRow | null>;
  findByLogin(login: string): Promise<AccountRow | null>;
  /** Writes a new account; false when its login or its ID number is taken. */
  insert(account: AccountRow): Promise<boolean>;
  update(
    id: string,
    change: Partial<
      Pick<AccountRow, "displayName" | "status" | "passwordHash" | "mustChangePassword" | "passwordChangedAt">
    >,
  ): Promise<void>;
  /** Roles of accounts with the paths of their regions, by account id. */
  listGrants(accountIds: readonly string[]): Promise<Map<string, Grant[]>>;
  replaceGrants(accountId: string, grants: readonly NewGrant[]): Promise<void>;
  /** True when an active account has the role. */
  isRoleHeld(role: Grant["role"]): Promise<boolean>;
  listOfOrganisation(organisationId: string): Promise<AccountRow[]>;
  list(query: AccountQuery): Promise<{ rows: (AccountRow & { organisationName: string | null })[]; total: number }>;
}

export function makeAccountsStore(db: Knex.Transaction): AccountsStore {
  const one = (row: Record<string, unknown> | undefined) => (row === undefined ? null : accountOf(row));
  return {
    find: async (id) => one(await db("accounts").where({ id }).first()),
    findByLogin: async (login) => one(await db("accounts").where({ login }).first()),
    async insert(account) {
      const written = await db("accounts").insert(rowOf(account)).onConflict().ignore().returning("id");
      return written.length > 0;
    },
    async update(id, change) {
      await db("accounts").where({ id }).update(rowOf(change));
    },
    async listGrants(accountIds) {
      const grants = new Map<string, Grant[]>(accountIds.map((id) => [id, []]));
      if (accountIds.length === 0) return grants;
      const rows = await db("account_roles as a")
        .leftJoin("regions as r", "r.code", "a.region_code")
        .whereIn("a.account_id", [...accountIds])
        .orderBy(["a.role", "a.region_code"])
        .select("a.account_id", "a.role", "a.region_code", "r.path");
      for (const row of rows)
        grants.get(row.account_id)?.push({ role: row.role, regionCode: row.region_code, regionPath: row.path });
      return grants;
    },
    async replaceGrants(accountId, grants) {
      await db("account_roles").where({ account_id: accountId }).delete();
      if (grants.length === 0) return;
      await db("account_roles").insert(
        grants.map((grant) => ({ account_id: accountId, role: grant.role, region_code: grant.regionCode })),
      );
    },
    async isRoleHeld(role) {
      const row = await db("account_roles as r")
        .join("accounts as a", "a.id", "r.account_id")
        .where({ "r.role": role, "a.status": "active" })
        .first("a.id");
      return row !== undefined;
    },
    async listOfOrganisation(organisationId) {
      return (
        await db("accounts").where({ organisation_id: organisationId, status: "active" }).orderBy("created_at")
      ).map(accountOf);
    },
    async list(query) {
      const matching = db("accounts as a").where((where) => {
        if (query.status !== undefined) where.where("a.status", query.status);
        if (query.role !== undefined)
          where.whereExists(
            db("account_roles as r").whereRaw("r.account_id = a.id").where("r.role", query.role).select(db.raw("1")),
          );
        if (query.q !== undefined && query.q !== "") {
          const pattern = likePattern(query.q.toLowerCase());
          where.where((either) =>
            either
              .whereRaw("lower(a.login) like ? escape '\\'", [pattern])
              .orWhereRaw("lower(a.display_name) like ? escape '\\'", [pattern]),
          );
        }
      });
      const counted = await matching.clone().count({ total: "*" }).first();
      const pageSize = query.pageSize ?? 50;
      const rows = await matching
        .clone()
        .leftJoin("organisations as o", "o.id", "a.organisation_id")
        .select("a.*", "o.name as organisation_name")
        .orderBy("a.login")
        .limit(pageSize)
        .offset(((query.page ?? 1) - 1) * pageSize);
      return {
        rows: rows.map((row) => ({ ...accountOf(row), organisationName: row.organisation_name })),
        total: Number(counted?.total ?? 0),
      };
    },
  };
}

/** Columns of what is given; what is left out stays as it is. */
function rowOf(account: Partial<AccountRow>): Record<string, unknown> {
  const columns: Record<keyof AccountRow, string> = {
    id: "id",
    login: "login",
    displayName: "display_name",
    passwordHash: "password_hash",
    mustChangePassword: "must_change_password",
    phoneCipher: "phone_cipher",
    phoneIndex: "phone_index",
    idNumberCipher: "id_number_cipher",
    idNumberIndex: "id_number_index",
    organisationId: "organisation_id",
    regionCode: "region_code",
    locale: "locale",
    status: "status",
    passwordChangedAt: "password_changed_at",
    createdAt: "created_at",
  };
  return Object.fromEntries(
    Object.entries(account)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [columns[key as keyof AccountRow], value]),
  );
}

function accountOf(row: Record<string, unknown>): AccountRow {
  return {
    id: row.id as string,
    login: row.login as string,
    displayName: row.display_name as string,
    passwordHash: row.password_hash as string,
    mustChangePassword: readBoolean(row.must_change_password),
    phoneCipher: row.phone_cipher as string | null,
    phoneIndex: row.phone_index as string | null,
    idNumberCipher: row.id_number_cipher as string | null,
    idNumberIndex: row.id_number_index as string | null,
    organisationId: row.organisation_id as string | null,
    regionCode: row.region_code as string | null,
    locale: row.locale as "zh" | "en",
    status: row.status as AccountStatus,
    passwordChangedAt: row.password_changed_at as string,
    createdAt: row.created_at as string,
  };
}
