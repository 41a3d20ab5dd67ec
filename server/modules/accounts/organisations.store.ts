import type { Knex } from "knex";
import type { OrganisationKind, OrganisationProfile } from "../../../core/contracts/accounts.ts";
import { readJson, writeJson } from "../../database/codec.ts";

export interface OrganisationRow {
  id: string;
  kind: OrganisationKind;
  name: string;
  creditCode: string;
  regionCode: string;
  profile: OrganisationProfile;
  createdAt: string;
}

export interface OrganisationsStore {
  find(id: string): Promise<OrganisationRow | null>;
  findByCreditCode(creditCode: string): Promise<OrganisationRow | null>;
  /** Writes a new organisation; false when its credit code is taken. */
  insert(organisation: OrganisationRow): Promise<boolean>;
  update(id: string, change: { name?: string; regionCode?: string; profile?: OrganisationProfile }): Promise<void>;
  insertInvite(invite: {
    codeHash: string;
    organisationId: string;
    createdBy: string;
    createdAt: string;
    expiresAt: string;
  }): Promise<void>;
  /** Uses an invite up and says for which organisation; null when it is unknown, used or expired. */
  takeInvite(codeHash: string, now: string): Promise<string | null>;
}

export function makeOrganisationsStore(db: Knex.Transaction): OrganisationsStore {
  return {
    async find(id) {
      const row = await db("organisations").where({ id }).first();
      return row === undefined ? null : organisationOf(row);
    },
    async findByCreditCode(creditCode) {
      const row = await db("organisations").where({ credit_code: creditCode }).first();
      return row === undefined ? null : organisationOf(row);
    },
    async insert(organisation) {
      const written = await db("organisations")
        .insert({
          id: organisation.id,
          kind: organisation.kind,
          name: organisation.name,
          credit_code: organisation.creditCode,
          region_code: organisation.regionCode,
          profile: writeJson(organisation.profile),
          created_at: organisation.createdAt,
        })
        .onConflict()
        .ignore()
        .returning("id");
      return written.length > 0;
    },
    async update(id, change) {
      const columns = {
        ...(change.name !== undefined && { name: change.name }),
        ...(change.regionCode !== undefined && { region_code: change.regionCode }),
        ...(change.profile !== undefined && { profile: writeJson(change.profile) }),
      };
      if (Object.keys(columns).length > 0) await db("organisations").where({ id }).update(columns);
    },
    async insertInvite(invite) {
      await db("organisation_invites").insert({
        code_hash: invite.codeHash,
        organisation_id: invite.organisationId,
        created_by: invite.createdBy,
        created_at: invite.createdAt,
        expires_at: invite.expiresAt,
      });
    },
    async takeInvite(codeHash, now) {
      const [taken] = await db("organisation_invites")
        .where({ code_hash: codeHash })
        .whereNull("used_at")
        .where("expires_at", ">", now)
        .update({ used_at: now })
        .returning("organisation_id");
      return taken?.organisation_id ?? null;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it
function organisationOf(row: any): OrganisationRow {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    creditCode: row.credit_code,
    regionCode: row.region_code,
    profile: readJson(row.profile),
    createdAt: row.created_at,
  };
}
