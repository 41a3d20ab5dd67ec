import type { Knex } from "knex";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFieldCipher } from "../../server/crypto/field-cipher.ts";
import { type Database, openDatabase } from "../../server/database/connect.ts";
import { migrate } from "../../server/database/migrate.ts";
import { migrations } from "../../server/database/migrations/index.ts";
import { openMark, sealMark } from "../../server/modules/experts/sealed-marks.ts";
import { makeTestPlace, type TestPlace } from "../helpers/database.ts";

let place: TestPlace;
let database: Database;
beforeEach(async () => {
  place = await makeTestPlace();
  database = await openDatabase({ ...place, DATABASE_POOL: 2 });
});
afterEach(async () => {
  await database.close();
  await place.remove();
});

describe("the schema", () => {
  it("has its steps numbered without a gap", () => {
    expect(migrations.map((migration) => migration.number)).toEqual(migrations.map((_, index) => index + 1));
  });

  it("is made once: a second start changes nothing", async () => {
    expect(await migrate(database)).toEqual(migrations.map(({ number, name }) => `${number} ${name}`));
    expect(await migrate(database)).toEqual([]);
    expect(await database.read((db) => db("schema_migrations"))).toHaveLength(migrations.length);
  });

  it("is made once by two that start together", async () => {
    const other = await openDatabase({ ...place, DATABASE_POOL: 2 });
    const taken = await Promise.all([migrate(database), migrate(other)]);
    expect(taken.flat()).toHaveLength(migrations.length);
    await other.close();
  });

  it("takes titles awarded before into the register, with who holds them", async () => {
    const [initial, titles] = migrations;
    await database.write(async (db) => {
      await initial?.up(db, database.kind);
      await standOneDeclaration(db);
      const title = { id: "t", number: "T-1", programme_id: "p", declaration_id: "d", holder_name: "甲" };
      await db("titles").insert({ ...title, region_code: "1", name: "{}", awarded_on: "2024-01-01", status: "valid" });
      await titles?.up(db, database.kind);
      expect(await db("titles").first("number", "declaration_id", "holder_key", "origin", "status")).toEqual({
        number: "T-1",
        declaration_id: "d",
        holder_key: "a",
        origin: "list",
        status: "valid",
      });
    });
  });

  it("keeps marks given before they lay under cipher, with remark and reason, in their one text", async () => {
    await database.write(async (db) => {
      for (const migration of migrations.slice(0, 8)) await migration.up(db, database.kind);
      await standOneDeclaration(db);
      await db("panel_assignments").insert({
        id: "s",
        round_id: "r",
        panel_id: "experts",
        declaration_id: "d",
        account_id: "a",
        status: "active",
        assigned_at: "x",
        revision: 1,
        draft: "{}",
      });
      const mark = { assignment_id: "s", item: "hardware", at: "x" };
      await db("panel_marks").insert({ ...mark, version: 1, points: "80", comment: "好" });
      await db("panel_marks").insert({ ...mark, version: 2, points: "82.5", reason: "复核" });
      await migrations[8]?.up(db, database.kind);
      const kept = await db("panel_marks").orderBy("version");
      expect(kept.map(({ content }) => JSON.parse(content))).toEqual([
        { points: "80", comment: "好", reason: null },
        { points: "82.5", comment: null, reason: "复核" },
      ]);
      expect(Object.keys(kept[0])).not.toContain("points");
      // A sheet that is looked at again begins with the marks that hold, not with those first handed in.
      expect(JSON.parse((await db("panel_assignments").first("draft")).draft)).toEqual({
        hardware: { points: "82.5", comment: null },
      });
      // They are read as those under cipher are.
      const row = { assignmentId: "s", item: "hardware", version: 1, declarationVersion: null, at: "x" };
      const cipher = makeFieldCipher(Buffer.alloc(32, 1));
      expect(openMark(cipher, { ...row, content: kept[0].content })).toMatchObject({ points: "80", comment: "好" });
      const sealed = sealMark(cipher, { ...row, points: "80", comment: null, reason: null });
      expect(sealed.content).toMatch(/^v1:/);
      expect(openMark(cipher, sealed).points).toBe("80");
      expect(() => openMark(cipher, { ...sealed, item: "other" })).toThrow();
    });
  });

  it("keeps which version stood at an opening of before", async () => {
    await database.write(async (db) => {
      for (const migration of migrations.slice(0, 12)) await migration.up(db, database.kind);
      await standOneDeclaration(db);
      const version = { declaration_id: "d", answers: "{}", answers_hash: "h", evidence: "[]", submitted_by: "a" };
      await db("declaration_versions").insert({ ...version, number: 1, submitted_at: "2024-06-01" });
      await db("declaration_versions").insert({ ...version, number: 2, submitted_at: "2024-06-03" });
      const sheet = { round_id: "r", declaration_id: "d", account_id: "a", status: "active", assigned_at: "x" };
      const blank = { revision: 1, draft: "{}" };
      await db("panel_assignments").insert({ id: "s", panel_id: "opened", ...sheet, ...blank });
      await db("panel_assignments").insert({ id: "t", panel_id: "sealed", ...sheet, ...blank });
      await db("panel_openings").insert({ round_id: "r", panel_id: "opened", opened_at: "2024-06-02", opened_by: "a" });
      await migrations[12]?.up(db, database.kind);
      const kept = await db("panel_assignments").orderBy("id").select("opened_version");
      expect(kept.map(({ opened_version }) => opened_version)).toEqual([1, null]);
    });
  });

  it("of a newer version is left alone", async () => {
    await migrate(database);
    await database.write((db) => db("schema_migrations").insert({ number: 999, name: "future", applied_at: "x" }));
    await expect(migrate(database)).rejects.toThrow("999 future");
  });

  it("refuses rows that refer to nothing and choices it does not know", async () => {
    await migrate(database);
    const region = {
      code: "1",
      name: "a",
      name_en: "a",
      level: "city",
      kind: "division",
      path: "/1/",
      valid_from: "x",
    };
    await expect(database.write((db) => db("regions").insert({ ...region, parent_code: "none" }))).rejects.toThrow();
    await expect(database.write((db) => db("regions").insert({ ...region, level: "village" }))).rejects.toThrow();
    await database.write((db) => db("regions").insert(region));
  });
});

/** A programme with a round, and one declaration of an account in it, as the oldest schema has them. */
async function standOneDeclaration(db: Knex.Transaction): Promise<void> {
  await db("regions").insert({
    code: "1",
    name: "a",
    name_en: "a",
    level: "province",
    kind: "division",
    path: "/1/",
    valid_from: "x",
  });
  await db("programmes").insert({ id: "p", authority_region: "1", latest_edition: 1, title: "{}" });
  await db("editions").insert({
    programme_id: "p",
    number: 1,
    hash: "h",
    bundle: "{}",
    note: "",
    published_at: "x",
    published_by: "x",
  });
  const round = { id: "r", programme_id: "p", edition_number: 1, year: 2024, title: "{}", batches: "[]" };
  const open = { opens_at: "x", closes_at: "x", status: "open", created_at: "x", created_by: "x" };
  await db("rounds").insert({ ...round, ...open });
  const account = { id: "a", login: "a", display_name: "a", password_hash: "x", must_change_password: false };
  await db("accounts").insert({
    ...account,
    locale: "zh",
    status: "active",
    password_changed_at: "x",
    created_at: "x",
  });
  const declaration = { id: "d", round_id: "r", programme_id: "p", edition_number: 1, form_id: "p/declaration" };
  await db("declarations").insert({
    ...declaration,
    applicant_account_id: "a",
    applicant_key: "a",
    applicant_name: "甲",
    region_code: "1",
    region_path: "/1/",
    state: "awarded",
    stage: "awarded",
    holder: "nobody",
    revision: 1,
    answers: "{}",
    state_since_at: "x",
    created_at: "x",
    updated_at: "x",
  });
}
