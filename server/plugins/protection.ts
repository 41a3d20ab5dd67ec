import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import underPressure from "@fastify/under-pressure";
import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { Problem } from "../problem.ts";

/** Headers for the browser: everything is same-origin, no inline script, no eval. */
export function installHeaders(app: App, { config }: AppContext): void {
  const secure = config.PUBLIC_URL?.startsWith("https://") ?? false;
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        ...(secure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
  });
}

/** Sheds what is too much: by account (or address), by address for signing in, and everything while the server lags. */
export function installLimits(app: App, { config }: AppContext): void {
  if (config.MAX_EVENT_LOOP_DELAY_MS > 0)
    app.register(underPressure, {
      maxEventLoopDelay: config.MAX_EVENT_LOOP_DELAY_MS,
      pressureHandler: () => {
        throw new Problem("unavailable");
      },
    });
  const tooMany = (context: { ttl: number }) =>
    new Problem("too-many-requests", { retryAfter: Math.max(1, Math.ceil(context.ttl / 1000)) });
  // Before the plugin is registered: its own hook then finds what this one wrote.
  if (config.SIGN_IN_LIMIT_PER_MINUTE > 0)
    app.addHook("onRoute", (route) => {
      if (!route.config?.signIn) return;
      route.config.rateLimit = {
        max: config.SIGN_IN_LIMIT_PER_MINUTE,
        timeWindow: 60_000,
        keyGenerator: (request: { ip: string }) => `sign-in ${request.ip}`,
      };
    });
  app.register(rateLimit, {
    global: config.RATE_LIMIT_PER_MINUTE > 0,
    // After the session is read, before the body is: an office behind one address is many accounts.
    hook: "preParsing",
    max: config.RATE_LIMIT_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: (request) => request.viewer?.accountId ?? request.ip,
    allowList: (request) => !request.url.startsWith("/api/"),
    errorResponseBuilder: (_request, context) => tooMany(context),
  });
}
