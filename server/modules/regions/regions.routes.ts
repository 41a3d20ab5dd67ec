import { RegionList, RegionParams, RegionQuery, RegionView } from "../../../core/contracts/regions.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { listRegions, viewRegion } from "./regions.service.ts";

/** The region tree, for everybody: one registers before one has an account. */
export function registerRegionsRoutes(app: App, { work }: AppContext): void {
  app.get(
    "/api/regions",
    {
      config: { policy: "public" },
      schema: { tags: ["regions"], querystring: RegionQuery, response: { 200: RegionList } },
    },
    (request) => work.withSnapshot((stores) => listRegions(stores, request.query.parent ?? null)),
  );
  app.get(
    "/api/regions/:code",
    {
      config: { policy: "public" },
      schema: { tags: ["regions"], params: RegionParams, response: { 200: RegionView } },
    },
    (request) => work.withSnapshot((stores) => viewRegion(stores, request.params.code)),
  );
}
