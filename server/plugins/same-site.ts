import type { FastifyRequest } from "fastify";
import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { Problem } from "../problem.ts";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes that another site makes a browser send: each must carry a header that a form cannot set, and where the
 * browser says where it comes from, that must be here. (SameSite=Lax on the cookie is the first guard, this the second.)
 */
export function installSameSite(app: App, { config }: AppContext): void {
  app.addHook("onRequest", async (request) => {
    if (READS.has(request.method)) return;
    if (request.headers["x-shenbao"] !== "1" || !comesFromHere(request, config.PUBLIC_URL))
      throw new Problem("cross-site-write");
  });
}

function comesFromHere(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.origin;
  return origin === undefined || origin === publicUrl || origin === `${request.protocol}://${request.host}`;
}
