import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "../../../core/access/viewer.ts";
import {
  DASHBOARD_READERS,
  getDashboard,
  getDashboardData,
  listDashboards,
} from "../../../server/modules/dashboards/dashboards.service.ts";
import { rebuildFacts } from "../../../server/modules/dashboards/facts.service.ts";
import { Problem } from "../../../server/problem.ts";
import { openRound, standDeclaration } from "../../helpers/declarations.ts";
import { loadProgrammes } from "../../helpers/programmes.ts";
import { startTestApp, type TestApp } from "../../helpers/server.ts";

const PROGRAMME = "guizhou-live-team";
const BOARD = "guizhou-ecommerce";
const PROVINCE = "/520000/";

/** Any viewer may look anywhere: what comes back is held against a rule of one line. */
describe("the scope of dashboards", () => {
  let app: TestApp;
  const rows: { region: string; path: string }[] = [];
  const paths = new Map<string, string>();
  const regions = ["520000", "520100", "520102", "520103", "520300", "520303", "510000", "510100"];

  beforeAll(async () => {
    app = await startTestApp();
    await loadProgrammes(app, PROGRAMME);
    const roundId = await openRound(app, PROGRAMME);
    await app.context.work.withSnapshot(async (stores) => {
      for (const code of regions) paths.set(code, (await stores.regions.find(code))?.path ?? "");
    });
    for (let index = 0; index < 18; index++) {
      const region = regions[1 + (index % 5)] ?? "";
      await standDeclaration(app, { roundId, programmeId: PROGRAMME, region, state: "city-review", stage: "city" });
      rows.push({ region, path: paths.get(region) ?? "" });
    }
    await app.context.work.withTransaction(rebuildFacts);
  });
  afterAll(() => app.close());

  const grant = fc.record({
    role: fc.constantFrom(...DASHBOARD_READERS, "applicant" as const, "audit-admin" as const),
    region: fc.constantFrom(...regions),
  });

  function viewerOf(grants: { role: string; region: string }[]): Viewer {
    const isReader = (role: string) => (DASHBOARD_READERS as readonly string[]).includes(role);
    return {
      accountId: "somebody",
      login: "somebody",
      name: "somebody",
      grants: grants.map(({ role, region }) => ({
        role: role as Viewer["grants"][number]["role"],
        regionCode: isReader(role) ? region : null,
        regionPath: isReader(role) ? (paths.get(region) ?? null) : null,
      })),
      organisationId: null,
      regionCode: null,
      locale: "zh",
    };
  }

  it("is what the viewer's own regions and the region looked at have in common, on every path", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(grant, { maxLength: 3 }),
        fc.option(fc.constantFrom(...regions)),
        async (grants, asked) => {
          const viewer = viewerOf(grants);
          const own = viewer.grants.flatMap(({ regionPath }) => (regionPath === null ? [] : [regionPath]));
          const mine = (path: string) => own.some((each) => path.startsWith(each));
          const reaches = own.some((each) => each.startsWith(PROVINCE) || PROVINCE.startsWith(each));
          await app.context.work.withSnapshot(async (stores) => {
            expect((await listDashboards(stores, viewer)).items.length).toBe(reaches ? 1 : 0);
            const query = { controls: {}, ...(asked !== null && { region: asked }) };
            const answer = await getDashboardData(stores, viewer, BOARD, query).catch((error: unknown) => error);
            const askedPath = asked === null ? null : (paths.get(asked) ?? "");
            const mayLook = askedPath === null ? reaches : reaches && mine(askedPath) && askedPath.startsWith(PROVINCE);
            if (!mayLook) {
              expect(answer).toBeInstanceOf(Problem);
              expect((answer as Problem).code).toBe("not-found");
              return;
            }
            const data = answer as Awaited<ReturnType<typeof getDashboardData>>;
            const lookedAt = paths.get(data.region.code) ?? "";
            const expected = rows.filter(({ path }) => mine(path) && path.startsWith(lookedAt)).length;
            expect(data.tiles.declarations?.rows[0]?.declarations).toBe(expected);
            for (const code of Object.keys(data.regionNames)) {
              if (paths.has(code)) expect(mine(paths.get(code) ?? "")).toBe(true);
            }
            const { options } = await getDashboard(stores, viewer, BOARD);
            expect(options.year?.length).toBe(rows.some(({ path }) => mine(path)) ? 1 : 0);
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});
