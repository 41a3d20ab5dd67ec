import { Type } from "@sinclair/typebox";
import { ChangePassword, SessionAnswer, SignIn } from "../../../core/contracts/accounts.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { clearSessionCookie, setSessionCookie, viewerOf } from "../../plugins/session.ts";
import { changePassword, describeViewer, signIn, signOut } from "./sessions.service.ts";

/** Signing in and out, and one's own password. */
export function registerSessionRoutes(app: App, context: AppContext): void {
  const { work } = context;
  const tags = ["session"];
  app.get(
    "/api/session",
    { config: { policy: "public" }, schema: { tags, response: { 200: SessionAnswer } } },
    async (request) => {
      const { viewer, sessionExpiresAt, mustChangePassword } = request;
      if (viewer === null || sessionExpiresAt === null) return { viewer: null };
      const session = { expiresAt: sessionExpiresAt, mustChangePassword };
      return { viewer: await work.withSnapshot((stores) => describeViewer(stores, viewer, session)) };
    },
  );
  app.post(
    "/api/session",
    { config: { policy: "public", signIn: true }, schema: { tags, body: SignIn, response: { 200: SessionAnswer } } },
    async (request, reply) => {
      const session = await signIn(context, request.body, request.sessionHash);
      setSessionCookie(reply, context, session);
      return { viewer: session.viewer };
    },
  );
  app.delete(
    "/api/session",
    { config: { policy: "signed-in", firstPassword: true }, schema: { tags, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { sessionHash } = request;
      if (sessionHash !== null) await work.withTransaction((stores) => signOut(stores, viewer, sessionHash));
      clearSessionCookie(reply);
      return reply.code(204).send(null);
    },
  );
  app.put(
    "/api/account/password",
    {
      config: { policy: "signed-in", firstPassword: true, signIn: true },
      schema: { tags, body: ChangePassword, response: { 200: SessionAnswer } },
    },
    async (request, reply) => {
      const session = await changePassword(context, viewerOf(request), request.body);
      setSessionCookie(reply, context, session);
      return { viewer: session.viewer };
    },
  );
}
