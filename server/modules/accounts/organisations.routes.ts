import { ChangeOrganisation, Invite, OrganisationView } from "../../../core/contracts/accounts.ts";
import { Empty } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import { changeOrganisation, inviteColleague, viewOrganisation } from "./organisations.service.ts";

/** The applicant's own organisation. */
export function registerOrganisationRoutes(app: App, { work }: AppContext): void {
  const tags = ["organisation"];
  app.get(
    "/api/organisation",
    { config: { policy: ["applicant"] }, schema: { tags, response: { 200: OrganisationView } } },
    (request) => work.withSnapshot((stores) => viewOrganisation(stores, viewerOf(request))),
  );
  app.patch(
    "/api/organisation",
    {
      config: { policy: ["applicant"] },
      schema: { tags, body: ChangeOrganisation, response: { 200: OrganisationView } },
    },
    (request) =>
      work.withTransaction(async (stores) => {
        await changeOrganisation(stores, viewerOf(request), request.body);
        return viewOrganisation(stores, viewerOf(request));
      }),
  );
  app.post(
    "/api/organisation/invites",
    { config: { policy: ["applicant"] }, schema: { tags, body: Empty, response: { 201: Invite } } },
    async (request, reply) => {
      const invite = await work.withTransaction((stores) => inviteColleague(stores, viewerOf(request)));
      reply.code(201);
      return invite;
    },
  );
}
