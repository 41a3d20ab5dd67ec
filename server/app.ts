import { randomUUID } from "node:crypto";
import Fastify from "fastify";
import type { App } from "./app-types.ts";
import type { AppContext } from "./context.ts";
import { installApiDocs } from "./plugins/api-docs.ts";
import { installClientFiles } from "./plugins/client-files.ts";
import { installHealth } from "./plugins/health.ts";
import { installIdempotency } from "./plugins/idempotency.ts";
import { loggerOptions } from "./plugins/logging.ts";
import { installPolicy } from "./plugins/policy.ts";
import { installProblems } from "./plugins/problems.ts";
import { installHeaders, installLimits } from "./plugins/protection.ts";
import { installSameSite } from "./plugins/same-site.ts";
import { installSession } from "./plugins/session.ts";
import { installValidation } from "./plugins/validation.ts";
import { registerModules } from "./routes.ts";

export interface AppOptions {
  /** Where log lines go; stdout when left out. */
  logStream?: NodeJS.WritableStream;
  /** Folder of the built client; dist/client when left out. */
  clientRoot?: string;
}

/** JSON bodies above this are refused; files come in pieces of their own. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

/** Builds the application. It never listens: main.ts does, and tests inject. */
export function buildApp(context: AppContext, options: AppOptions = {}): App {
  const app = Fastify({
    logger: loggerOptions(context.config.LOG_LEVEL, options.logStream),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: context.config.TRUST_PROXY,
    bodyLimit: BODY_LIMIT_BYTES,
    // A request that came in before the end is answered; one after it is told to go elsewhere.
    return503OnClosing: true,
    forceCloseConnections: "idle",
    requestTimeout: 120_000,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
  }) as unknown as App;
  installProblems(app);
  installValidation(app);
  // Order matters: the policy collects every route that is made after it, and decides after the session is read.
  installHeaders(app, context);
  installSession(app, context);
  installPolicy(app);
  installSameSite(app, context);
  installLimits(app, context);
  installIdempotency(app);
  installApiDocs(app);
  installClientFiles(app, options.clientRoot);
  // In a scope of their own, so that the hooks of the plugins above are there when the routes are made.
  app.register(async (scope) => {
    installHealth(scope as unknown as App, context);
    registerModules(scope as unknown as App, context);
  });
  return app;
}
