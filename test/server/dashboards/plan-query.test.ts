import knex, { type Knex } from "knex";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlanFilter, PlanPrimitive, TilePlan } from "../../../core/dashboards/compile-dashboard.ts";
import { runPlan } from "../../../server/modules/dashboards/plan-query.ts";

const url = process.env.TEST_DATABASE_URL;
const databases: [string, () => Knex][] = [
  [
    "SQLite",
    () => knex({ client: "sqlite3", connection: ":memory:", useNullAsDefault: true, pool: { min: 1, max: 1 } }),
  ],
  ...(url === undefined ? [] : [["PostgreSQL", () => knex({ client: "pg", connection: url })] as [string, () => Knex]]),
];

const primitive = (change: Partial<PlanPrimitive>): PlanPrimitive => ({
  as: "x",
  kind: "count",
  column: null,
  denominator: null,
  present: [],
  where: [],
  ...change,
});
const inList = (column: string, ...values: string[]): PlanFilter => ({ column, op: "in", values });
const notIn = (column: string, ...values: string[]): PlanFilter => ({ column, op: "not-in", values });

describe.each(databases)("a query plan on %s", (_, open) => {
  const table = `plan_query_sample_${process.pid}`;
  let db: Knex;

  beforeAll(async () => {
    db = open();
    await db.schema.createTable(table, (columns) => {
      columns.text("d1");
      columns.text("d2");
      columns.double("m1");
      columns.double("m2");
    });
    await db(table).insert([
      { d1: "a", d2: "yes", m1: 10, m2: 5 },
      { d1: "a", d2: "no", m1: 20, m2: 0 },
      { d1: "a", d2: null, m1: 40, m2: 10 },
      { d1: "b", d2: "no", m1: null, m2: 3 },
      { d1: null, d2: "yes", m1: 7, m2: null },
    ]);
  });

  afterAll(async () => {
    await db.schema.dropTable(table);
    await db.destroy();
  });

  async function run(primitives: PlanPrimitive[], filters: PlanFilter[] = [], by: string[] = []) {
    const plan: TilePlan = {
      tile: "t",
      groups: by.map((column) => ({ dimension: `of-${column}`, column })),
      primitives,
      filters,
      baseFilters: null,
    };
    const groups = await runPlan(db, () => db(table), plan);
    return groups.sort((a, b) => (JSON.stringify(a.by) < JSON.stringify(b.by) ? -1 : 1));
  }

  it("counts and sums by group, a group without a value of its own included", async () => {
    const groups = await run([primitive({ as: "n" }), primitive({ as: "s", kind: "sum", column: "m1" })], [], ["d1"]);
    expect(groups).toEqual([
      { by: { "of-d1": "a" }, results: { n: 3, s: 70 } },
      { by: { "of-d1": "b" }, results: { n: 1, s: null } },
      { by: { "of-d1": null }, results: { n: 1, s: 7 } },
    ]);
  });

  it("counts only rows that answered and fulfil the condition", async () => {
    const groups = await run([
      primitive({ as: "answered", present: ["m1", "m2"] }),
      primitive({ as: "yes", where: [inList("d2", "yes")] }),
      primitive({ as: "not-yes", where: [notIn("d2", "yes")] }),
      primitive({ as: "none", where: [inList("d2")] }),
    ]);
    expect(groups).toEqual([{ by: {}, results: { answered: 3, yes: 2, "not-yes": 3, none: 0 } }]);
  });

  it("divides only where the divisor is not zero", async () => {
    const present = ["m1", "m2"];
    const [group] = await run([
      primitive({ as: "ratios", kind: "ratio-sum", column: "m1", denominator: "m2", present }),
      primitive({ as: "n", denominator: "m2", present }),
    ]);
    expect(group?.results).toEqual({ ratios: 6, n: 2 });
  });

  it("brings smallest, largest and the single numbers of each group", async () => {
    const groups = await run(
      [
        primitive({ as: "low", kind: "min", column: "m1" }),
        primitive({ as: "high", kind: "max", column: "m1" }),
        primitive({ as: "all", kind: "values", column: "m1", present: ["m1"] }),
      ],
      [],
      ["d1"],
    );
    expect(
      groups.map(({ results }) => [results.low, results.high, [...(results.all as number[])].sort((a, b) => a - b)]),
    ).toEqual([
      [10, 40, [10, 20, 40]],
      [null, null, []],
      [7, 7, [7]],
    ]);
  });

  it("filters rows: a null is in no list", async () => {
    const counted = async (filter: PlanFilter) => (await run([primitive({ as: "n" })], [filter]))[0]?.results.n;
    expect(await counted(inList("d2", "yes", "no"))).toBe(4);
    expect(await counted(notIn("d2", "no"))).toBe(3);
    expect(await counted(inList("d2"))).toBe(0);
    expect(await counted(notIn("d2"))).toBe(5);
  });

  it("gives one group of nothing when no row is left and nothing is counted by", async () => {
    const groups = await run(
      [primitive({ as: "n" }), primitive({ as: "s", kind: "sum", column: "m1" })],
      [inList("d1", "z")],
    );
    expect(groups).toEqual([{ by: {}, results: { n: 0, s: null } }]);
  });

  it("takes values as data and columns only of the wide table", async () => {
    const [group] = await run([primitive({ as: "n" })], [inList("d1", "' or 1=1 --", "a")]);
    expect(group?.results.n).toBe(3);
    await expect(run([primitive({ as: "n", kind: "sum", column: 'm1"; drop table x; --' })])).rejects.toThrow(/column/);
  });
});
