import type { IncomingMessage, ServerResponse } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyBaseLogger, FastifyInstance, FastifySchema, RawServerDefault } from "fastify";
import type { Policy } from "../core/access/policy.ts";
import type { Viewer } from "../core/access/viewer.ts";

/** The application as route files see it: bodies, queries and answers have the types of their contracts. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** A route as the application knows it, for tests about all of them. */
export interface DeclaredRoute {
  method: string;
  url: string;
  policy: Policy;
  /** True when a call must carry an Idempotency-Key. */
  idempotent: boolean;
  /** Contracts of the route by part of the request. */
  schema: FastifySchema | undefined;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call the route; every route declares one. */
    policy?: Policy;
    /** The call must carry an Idempotency-Key (see plugins/idempotency.ts). */
    idempotent?: boolean;
    /** May be called before a first password is changed. */
    firstPassword?: boolean;
    /** Counted against SIGN_IN_LIMIT_PER_MINUTE. */
    signIn?: boolean;
  }
  interface FastifyRequest {
    /** Who is signed in; null when nobody is. Routes with a policy use viewerOf. */
    viewer: Viewer | null;
    /** Hash of the session's token, for signing out; null without a session. */
    sessionHash: string | null;
    /** When the session ends at the latest. */
    sessionExpiresAt: string | null;
    mustChangePassword: boolean;
  }
  interface FastifyInstance {
    /** Every route that is open to callers. Complete once the application is ready. */
    declaredRoutes: DeclaredRoute[];
  }
}
