import type { FastifyReply } from "fastify";
import {
  RegisterColleague,
  RegisterOrganisation,
  RegisterPerson,
  SessionAnswer,
} from "../../../core/contracts/accounts.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { setSessionCookie } from "../../plugins/session.ts";
import { registerColleague, registerOrganisation, registerPerson } from "./registrations.service.ts";
import type { OpenedSession } from "./sessions.service.ts";

/** Applicants register themselves and are signed in at once. */
export function registerRegistrationRoutes(app: App, context: AppContext): void {
  const tags = ["registration"];
  const config = { policy: "public", signIn: true } as const;
  const response = { 201: SessionAnswer };
  const welcome = (reply: FastifyReply, session: OpenedSession) => {
    setSessionCookie(reply, context, session);
    reply.code(201);
    return { viewer: session.viewer };
  };
  app.post(
    "/api/registrations/organisation",
    { config: { ...config }, schema: { tags, body: RegisterOrganisation, response } },
    async (request, reply) => welcome(reply, await registerOrganisation(context, request.body)),
  );
  app.post(
    "/api/registrations/person",
    { config: { ...config }, schema: { tags, body: RegisterPerson, response } },
    async (request, reply) => welcome(reply, await registerPerson(context, request.body)),
  );
  app.post(
    "/api/registrations/colleague",
    { config: { ...config }, schema: { tags, body: RegisterColleague, response } },
    async (request, reply) => welcome(reply, await registerColleague(context, request.body)),
  );
}
