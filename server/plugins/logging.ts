import type { FastifyLoggerOptions, FastifyRequest } from "fastify";
import type { Settings } from "../config/settings.ts";

/** Log lines carry addresses and codes, never what people typed: no bodies, cookies, queries or keys. */
export function loggerOptions(level: Settings["LOG_LEVEL"], stream?: NodeJS.WritableStream) {
  return {
    level,
    ...(stream && { stream }),
    redact: {
      paths: [
        "req.headers.cookie",
        "req.headers.authorization",
        'res.headers["set-cookie"]',
        // knex puts the bound values into some of its errors.
        "err.bindings",
        "err.sql",
        "err.detail",
        "err.where",
        "err.parameters",
      ],
      remove: true,
    },
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        // The query may hold a name somebody searches for.
        url: request.url.split("?", 1)[0],
        remoteAddress: request.ip,
      }),
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        // knex writes "<statement with values> - <driver's words>": only the end is kept.
        message: error.message.slice(error.message.lastIndexOf(" - ") + 1).slice(-400),
        stack: (error.stack ?? "")
          .split("\n")
          .filter((line) => line.startsWith("    at "))
          .join("\n"),
      }),
    },
  } as FastifyLoggerOptions & { level: string };
}
