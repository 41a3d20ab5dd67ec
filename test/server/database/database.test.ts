import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isInScope, type Scope } from "../../../core/access/scope.ts";
import { likePattern, readBoolean, readJson, writeInstant, writeJson } from "../../../server/database/codec.ts";
import { type Database, openDatabase } from "../../../server/database/connect.ts";
import { whereInScope } from "../../../server/database/scope.ts";
import { makeTestPlace, type TestPlace } from "../../helpers/database.ts";

let place: TestPlace;
let database: Database;
beforeAll(async () => {
  place = await makeTestPlace();
  database = await openDatabase({ ...place, DATABASE_POOL: 4 });
  await database.write(async (db) => {
    await db.schema.createTable("samples", (table) => {
      table.integer("id").primary();
      table.boolean("yes");
      table.text("json");
      table.text("at");
      table.double("measure");
      table.text("region_path");
      table.text("organisation_id");
      table.text("account_id");
    });
  });
});
afterAll(async () => {
  await database.close();
  await place.remove();
});

const roundTrip = (row: Record<string, unknown>) =>
  database.write(async (db) => {
    await db("samples").delete();
    await db("samples").insert({ id: 1, ...row });
    return db("samples").first();
  });

describe("the codec", () => {
  it("brings booleans, instants, numbers and JSON back as they were", async () => {
    const at = new Date("2026-12-31T23:59:59.007Z");
    for (const yes of [true, false]) {
      const row = await roundTrip({ yes, at: writeInstant(at), measure: 0.1 + 0.2 });
      expect(readBoolean(row.yes)).toBe(yes);
      expect(row.at).toBe("2026-12-31T23:59:59.007Z");
      expect(row.measure).toBe(0.1 + 0.2);
    }
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const exact = JSON.parse(JSON.stringify(value));
        expect(readJson((await roundTrip({ json: writeJson(value) })).json)).toEqual(exact);
      }),
      { numRuns: 100 },
    );
    expect((await roundTrip({ json: writeJson({ b: "\u0000😀", a: 1 }) })).json).toBe('{"b":"\\u0000😀","a":1}');
  });

  it("refuses what it did not write", () => {
    for (const value of [null, undefined, "true", 2, "1"]) expect(() => readBoolean(value)).toThrow();
    for (const value of [null, undefined, { a: 1 }]) expect(() => readJson(value)).toThrow();
    expect(() => writeJson(undefined)).toThrow();
  });

  it("takes a user's text literally in LIKE", async () => {
    await roundTrip({ json: "100%_\\x" });
    const found = (part: string) =>
      database.read((db) => db("samples").whereRaw("json like ? escape '\\'", [likePattern(part)]));
    for (const part of ["0%_", "\\x", "100"]) expect(await found(part), part).toHaveLength(1);
    for (const part of ["1%0", "1_0", "%%"]) expect(await found(part), part).toHaveLength(0);
  });
});

describe("a scope in the database", () => {
  const paths = ["/52/", "/52/521/", "/52/521/5211/", "/52/5210/", "/53/", "/520/"];
  const rows = paths.flatMap((regionPath) =>
    [null, "org-1", "org-2"].flatMap((organisationId) =>
      ["me", "you"].map((applicantAccountId) => ({ regionPath, organisationId, applicantAccountId })),
    ),
  );

  it("finds exactly the rows that lie in it", async () => {
    await database.write(async (db) => {
      await db("samples").delete();
      await db("samples").insert(
        rows.map((row, id) => ({
          id,
          region_path: row.regionPath,
          organisation_id: row.organisationId,
          account_id: row.applicantAccountId,
        })),
      );
    });
    const someScope: fc.Arbitrary<Scope> = fc.record({
      regionPaths: fc.subarray(paths),
      organisationId: fc.option(fc.constantFrom("org-1", "org-3"), { nil: null }),
      accountId: fc.option(fc.constant("me"), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(someScope, async (scope) => {
        const columns = {
          regionPath: "region_path",
          organisationId: "organisation_id",
          applicantAccountId: "account_id",
        };
        const found = await database.read((db) =>
          // Joined with another condition, which the scope must not swallow.
          whereInScope(db("samples").where("id", ">", 3), scope, columns)
            .orderBy("id")
            .pluck("id"),
        );
        const expected = rows.flatMap((row, id) => (id > 3 && isInScope(scope, row) ? [id] : []));
        expect(found).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a unit of work", () => {
  const count = async () => Number((await database.read((db) => db("samples").count({ n: "*" }).first()))?.n);

  it("leaves nothing of a failed one, and writes of many at once lose nothing", async () => {
    await database.write((db) => db("samples").delete());
    const failed = database.write(async (db) => {
      await db("samples").insert({ id: 1 });
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await count()).toBe(0);
    await database.write((db) => db("samples").insert({ id: 1, measure: 0 }));
    await Promise.all(
      Array.from({ length: 20 }, () =>
        database.write(async (db) => {
          const row = await db("samples").where({ id: 1 }).first().forUpdate();
          await db("samples")
            .where({ id: 1 })
            .update({ measure: row.measure + 1 });
        }),
      ),
    );
    expect((await database.read((db) => db("samples").first())).measure).toBe(20);
  });

  it("that only reads cannot write, and does not wait for one that writes", async () => {
    await expect(database.read((db) => db("samples").insert({ id: 2 }))).rejects.toThrow();
    await database.write(async (db) => {
      await db("samples").insert({ id: 3 });
      expect(await count()).toBe(1);
    });
    expect(await count()).toBe(2);
  });

  it("does not begin its work when it cannot begin", async () => {
    if (database.kind !== "sqlite") return;
    const other = await openDatabase({ ...place, DATABASE_POOL: 1 });
    await other.write((db) => db.raw("PRAGMA busy_timeout = 20"));
    let begun = false;
    await database.write(async () => {
      const refused = other.write(async () => {
        begun = true;
      });
      await expect(refused).rejects.toMatchObject({ code: "SQLITE_BUSY" });
    });
    expect(begun).toBe(false);
    await other.write((db) => db("samples").insert({ id: 4 }));
    await other.close();
  });
});
