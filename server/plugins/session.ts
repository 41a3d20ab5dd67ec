import cookie from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "../../core/access/viewer.ts";
import type { App } from "../app-types.ts";
import type { AppContext } from "../context.ts";
import { findSession } from "../modules/accounts/sessions.service.ts";
import { Problem } from "../problem.ts";

const COOKIE = "shenbao_session";

/** Reads who is signed in, anew for every request below /api: a right taken away is gone at once. */
export function installSession(app: App, context: AppContext): void {
  app.register(cookie);
  app.decorateRequest("viewer", null);
  app.decorateRequest("sessionHash", null);
  app.decorateRequest("sessionExpiresAt", null);
  app.decorateRequest("mustChangePassword", false);
  app.addHook("onRequest", async (request) => {
    const token = request.cookies[COOKIE];
    if (token === undefined || !request.url.startsWith("/api/")) return;
    const session = await context.work.withSnapshot((stores) => findSession(stores, token));
    if (session === null) return;
    request.viewer = session.viewer;
    request.sessionHash = session.tokenHash;
    request.sessionExpiresAt = session.expiresAt;
    request.mustChangePassword = session.mustChangePassword;
  });
}

/** The viewer of a route that is not public. Throws rather than answer for nobody. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new Problem(request.cookies[COOKIE] ? "session-expired" : "not-signed-in");
  return request.viewer;
}

/** Hands the browser a new session; scripts cannot read it, other sites cannot send it with a write. */
export function setSessionCookie(
  reply: FastifyReply,
  context: AppContext,
  session: { token: string; expiresAt: string },
): void {
  reply.setCookie(COOKIE, session.token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: context.config.PUBLIC_URL?.startsWith("https://") || reply.request.protocol === "https",
    expires: new Date(session.expiresAt),
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: "/" });
}
