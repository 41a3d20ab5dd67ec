import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../server/database/connect.ts";
import { migrate } from "../../server/database/migrate.ts";
import { migrations } from "../../server/database/migrations/index.ts";
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
