import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { App } from "../app-types.ts";
import { productTop } from "../document-files.ts";
import { Problem } from "../problem.ts";
import { declarePublic } from "./policy.ts";
import { sendProblem } from "./problems.ts";

/**
 * Serves the built client from dist/client. A page address that is no file gets the client's page, which knows its own
 * addresses; below /api a missing address is a problem.
 */
export function installClientFiles(app: App, root = join(productTop(), "dist/client")): void {
  const built = existsSync(join(root, "index.html"));
  if (built)
    app.register(async (scope) => {
      declarePublic(scope);
      await scope.register(fastifyStatic, {
        root,
        decorateReply: true,
        // The bundler names files by their content; the page that names them must always be fresh.
        setHeaders: (response, path) =>
          response.header(
            "cache-control",
            path.includes(`${root}/assets/`) ? "public, max-age=31536000, immutable" : "no-cache",
          ),
      });
    });
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === "GET" &&
      !/^\/(api|assets)\//.test(request.url) &&
      (request.headers.accept ?? "").includes("text/html");
    if (built && isPage) return reply.sendFile("index.html", root);
    return sendProblem(new Problem("not-found"), request, reply);
  });
}
