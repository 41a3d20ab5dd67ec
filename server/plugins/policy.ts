import { decidePolicy, isPolicy } from "../../core/access/policy.ts";
import type { App, DeclaredRoute } from "../app-types.ts";
import { Problem } from "../problem.ts";
import { viewerOf } from "./session.ts";

/**
 * Holds every route to its declared policy. A route that declares none, or none of the closed list, stops the start;
 * all of them are named together.
 */
export function installPolicy(app: App): void {
  const routes: DeclaredRoute[] = [];
  app.decorate("declaredRoutes", routes);
  const pending: (Omit<DeclaredRoute, "policy"> & { config: unknown })[] = [];
  app.addHook("onRoute", (route) => {
    // `config` may still be filled in by the scope the route was made in (third-party plugins): judged when all are there.
    route.config ??= {};
    for (const method of [route.method].flat())
      pending.push({
        method,
        url: route.url,
        config: route.config,
        idempotent: route.config.idempotent === true,
        schema: route.schema,
      });
  });
  app.addHook("onReady", async () => {
    const missing: string[] = [];
    for (const { config, ...route } of pending) {
      const policy = (config as { policy?: unknown }).policy;
      if (isPolicy(policy)) routes.push({ ...route, policy });
      else missing.push(`${route.method} ${route.url}`);
    }
    if (missing.length > 0) throw new Error(`routes without a policy: ${missing.join(", ")}`);
  });
  app.addHook("onRequest", async (request) => {
    if (request.is404) return;
    const { policy, firstPassword } = request.routeOptions.config;
    const decision = policy === undefined ? "forbid" : decidePolicy(policy, request.viewer);
    if (decision === "sign-in") viewerOf(request);
    if (decision === "forbid") throw new Problem("forbidden");
    if (policy !== "public" && request.mustChangePassword && !firstPassword)
      throw new Problem("password-change-required");
  });
}

/** Makes every route of a third-party plugin public: call it first in the plugin's own scope. */
export function declarePublic(scope: Pick<App, "addHook">): void {
  scope.addHook("onRoute", (route) => {
    route.config = Object.assign(route.config ?? {}, { policy: "public" as const });
  });
}
