import { Type } from "@sinclair/typebox";
import { DashboardData, DashboardList, DashboardQuery, DashboardView } from "../../../core/contracts/dashboards.ts";
import { IdParams, RegionCode } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import { Problem } from "../../problem.ts";
import { viewRegion } from "../regions/regions.service.ts";
import { DASHBOARD_READERS, getDashboard, getDashboardData, listDashboards } from "./dashboards.service.ts";
import { makeGeoPacks } from "./geo-packs.ts";

const config = { policy: DASHBOARD_READERS } as const;
const tags = ["dashboards"];
const CodeParams = Type.Object({ code: RegionCode });

/** Dashboards and the shapes their maps are drawn from. */
export function registerDashboardsRoutes(app: App, { work }: AppContext): void {
  const geoPacks = makeGeoPacks();
  app.get("/api/dashboards", { config, schema: { tags, response: { 200: DashboardList } } }, (request) =>
    work.withSnapshot((stores) => listDashboards(stores, viewerOf(request))),
  );
  app.get(
    "/api/dashboards/:id",
    { config, schema: { tags, params: IdParams, response: { 200: DashboardView } } },
    (request) => work.withSnapshot((stores) => getDashboard(stores, viewerOf(request), request.params.id)),
  );
  app.post(
    "/api/dashboards/:id/data",
    { config, schema: { tags, params: IdParams, body: DashboardQuery, response: { 200: DashboardData } } },
    (request) =>
      work.withSnapshot((stores) => getDashboardData(stores, viewerOf(request), request.params.id, request.body)),
  );
  // Shapes are public knowledge; a city or county gets the pack of its province.
  app.get(
    "/api/geo/:code",
    { config: { policy: "signed-in" }, schema: { tags, params: CodeParams } },
    async (request, reply) => {
      const { region, above } = await work.withSnapshot((stores) => viewRegion(stores, request.params.code));
      const pack = await geoPacks.find((above[0] ?? region).code);
      if (pack === null) throw new Problem("not-found");
      reply.header("etag", pack.etag).header("cache-control", "private, max-age=86400");
      if (request.headers["if-none-match"] === pack.etag) return reply.code(304).send();
      return reply.type("application/json; charset=utf-8").send(pack.body);
    },
  );
}
