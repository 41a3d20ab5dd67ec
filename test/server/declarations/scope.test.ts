import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../../core/access/roles.ts";
import { standDeclaration } from "../../helpers/declarations.ts";
import type { Caller } from "../../helpers/server.ts";
import { type SampleRound, startSampleRound } from "./sample-round.ts";

/** Random declarations and viewers against a rule of a few lines, written apart from the product's. */

const REGIONS = ["520000", "520100", "520102", "520115", "520300", "520302", "510000", "510100", "510104"];
const PARENT: Record<string, string> = {
  "520100": "520000",
  "520102": "520100",
  "520115": "520100",
  "520300": "520000",
  "520302": "520300",
  "510100": "510000",
  "510104": "510100",
};
const HOLDERS = { draft: "applicant", "county-review": "county", "city-review": "city", "province-review": "province" };
const ROLES = ["county-reviewer", "city-reviewer", "province-reviewer", "leader", "programme-admin"] as const;

interface Row {
  id: string;
  region: string;
  state: keyof typeof HOLDERS;
  organisationId: string;
}
interface Grant {
  role: Role;
  regionCode: string;
}

const isWithin = (region: string | undefined, root: string): boolean =>
  region !== undefined && (region === root || isWithin(PARENT[region], root));

/** The oracle. */
const maySee = (grants: readonly Grant[], row: Row) =>
  row.state !== "draft" && grants.some(({ regionCode }) => isWithin(row.region, regionCode));
const isWaitingFor = (grants: readonly Grant[], row: Row) =>
  maySee(grants, row) &&
  grants.some(({ role, regionCode }) => role === `${HOLDERS[row.state]}-reviewer` && isWithin(row.region, regionCode));

let round: SampleRound;
const rows: Row[] = [];

beforeAll(async () => {
  round = await startSampleRound();
  const plan = fc.sample(
    fc.record({
      region: fc.constantFrom(...REGIONS),
      state: fc.constantFrom(...(Object.keys(HOLDERS) as Row["state"][])),
    }),
    { seed: 20240531, numRuns: 60 },
  );
  for (const { region, state } of plan) {
    const stage = HOLDERS[state] === "applicant" ? "apply" : (HOLDERS[state] as "county" | "city" | "province");
    const stood = await standDeclaration(round.app, {
      roundId: round.roundId,
      programmeId: "sample",
      region,
      state,
      stage,
      isSubmitted: state !== "draft",
    });
    await round.app.database.write((db) =>
      db("declarations").where({ id: stood.id }).update({ holder: HOLDERS[state] }),
    );
    rows.push({ id: stood.id, region, state, organisationId: stood.organisationId });
  }
});
afterAll(() => round.app.close());

async function viewerWith(grants: readonly Grant[]): Promise<Caller> {
  const caller = await round.app.signInAs("leader", { region: "520000" });
  await round.app.context.work.withTransaction((stores) =>
    stores.accounts.replaceGrants(caller.accountId, [...grants]),
  );
  return caller;
}

async function listAll(caller: Caller, query: string) {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const { status, body } = await caller.call("GET", `/api/declarations?${query}&pageSize=7&page=${page}`);
    expect(status).toBe(200);
    ids.push(...body.items.map(({ summary, id }: { summary?: { id: string }; id: string }) => summary?.id ?? id));
    if (body.items.length < 7)
      return { ids, total: body.total as number, stages: body.stages as Record<string, number> };
  }
}

const idsOf = (wanted: readonly Row[]) => wanted.map(({ id }) => id).sort();

describe("every answer about declarations", () => {
  it("is what the rule lets the viewer see, no more and no less", async () => {
    const viewers = fc.sample(
      fc.array(fc.record({ role: fc.constantFrom(...ROLES), regionCode: fc.constantFrom(...REGIONS) }), {
        minLength: 1,
        maxLength: 3,
      }),
      { seed: 7, numRuns: 40 },
    );
    let seen = 0;
    for (const grants of viewers) {
      const caller = await viewerWith(grants);
      const visible = rows.filter((row) => maySee(grants, row));
      const all = await listAll(caller, "view=all");
      expect(all.ids.sort()).toEqual(idsOf(visible));
      expect(all.total).toBe(visible.length);
      seen += visible.length;
      expect(Object.values(all.stages).reduce((sum, count) => sum + count, 0)).toBe(visible.length);
      expect((await listAll(caller, "view=queue")).ids.sort()).toEqual(
        idsOf(rows.filter((row) => isWaitingFor(grants, row))),
      );
      expect((await listAll(caller, "view=mine")).ids).toEqual([]);
      const county = await listAll(caller, "view=all&stage=county&regionCode=520100");
      expect(county.ids.sort()).toEqual(
        idsOf(visible.filter(({ state, region }) => state === "county-review" && isWithin(region, "520100"))),
      );
      for (const row of rows.slice(0, 12)) {
        const { status } = await caller.call("GET", `/api/declarations/${row.id}`);
        expect(status).toBe(maySee(grants, row) ? 200 : 404);
      }
    }
    expect(seen).toBeGreaterThan(viewers.length);
  });

  it("is only the organisation's own for an applicant", async () => {
    for (const row of rows.slice(0, 10)) {
      const caller = await round.app.signInAs("applicant", { organisation: row.organisationId });
      for (const view of ["all", "mine"]) expect((await listAll(caller, `view=${view}`)).ids).toEqual([row.id]);
      const [other] = rows.filter(({ organisationId }) => organisationId !== row.organisationId);
      expect((await caller.call("GET", `/api/declarations/${other?.id}`)).status).toBe(404);
    }
  });

  it("is nothing for a viewer whose grants name no region of these", async () => {
    const caller = await viewerWith([{ role: "county-reviewer", regionCode: "520327" }]);
    expect(await listAll(caller, "view=all")).toEqual({ ids: [], total: 0, stages: {} });
  });
});

describe("filters", () => {
  it("keep what came to its state at a time or later", async () => {
    const caller = await viewerWith([{ role: "province-reviewer", regionCode: "520000" }]);
    const { items } = (await caller.call("GET", "/api/declarations?view=all&pageSize=200")).body;
    const times: string[] = items.map(({ stateSinceAt }: { stateSinceAt: string }) => stateSinceAt).sort();
    const since = times.at(-1) as string;
    const found = await caller.call("GET", `/api/declarations?view=all&since=${since}`);
    expect(found.body.total).toBe(times.filter((time) => time >= since).length);
    const later = new Date(Date.parse(since) + 1).toISOString();
    expect((await caller.call("GET", `/api/declarations?view=all&since=${later}`)).body.total).toBe(0);
    expect((await caller.call("GET", "/api/declarations?view=all&since=yesterday")).status).toBe(400);
  });

  it("search by name or number without wildcards of the searcher's own", async () => {
    const caller = await viewerWith([{ role: "province-reviewer", regionCode: "520000" }]);
    const [first] = (await caller.call("GET", "/api/declarations?view=all&pageSize=1")).body.items;
    const found = await caller.call("GET", `/api/declarations?view=all&q=${encodeURIComponent(first.number)}`);
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    expect((await caller.call("GET", "/api/declarations?view=all&q=%25%25")).body.total).toBe(0);
    expect((await caller.call("GET", "/api/declarations?view=all&q=_")).body.total).toBe(0);
  });

  it("find what is overdue by the server's clock", async () => {
    const caller = await viewerWith([{ role: "province-reviewer", regionCode: "520000" }]);
    const late = rows.filter((row) => row.state === "city-review" && isWithin(row.region, "520000")).slice(0, 2);
    expect(late).toHaveLength(2);
    await round.app.database.write(async (db) => {
      for (const [index, { id }] of late.entries()) {
        const due = index === 0 ? "2024-05-31T11:59:59.999Z" : "2024-05-31T12:00:00.001Z";
        await db("declarations").where({ id }).update({ due_at: due });
      }
    });
    const { body } = await caller.call("GET", "/api/declarations?view=all&overdue=true");
    expect(body.items).toMatchObject([{ id: late[0]?.id, overdue: true }]);
    expect((await caller.call("GET", `/api/declarations/${late[1]?.id}`)).body.summary.overdue).toBe(false);
  });

  it("refuse what they do not know", async () => {
    const caller = await viewerWith([{ role: "leader", regionCode: "520000" }]);
    expect((await caller.call("GET", "/api/declarations?view=everything")).status).toBe(400);
    expect((await caller.call("GET", "/api/declarations?view=all&pageSize=5000")).status).toBe(400);
  });
});
