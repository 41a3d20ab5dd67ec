import {
  AccountPage,
  AccountQuery,
  AccountSummary,
  ChangeAccount,
  ChangeRoles,
  CreateAccount,
} from "../../../core/contracts/accounts.ts";
import { IdParams } from "../../../core/contracts/shared.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { viewerOf } from "../../plugins/session.ts";
import {
  changeAccount,
  changeRoles,
  listAccounts,
  prepareFirstPassword,
  prepareOfficial,
  summaryOf,
  writeOfficial,
} from "./accounts.service.ts";

/** Accounts of officials: the system administrator keeps them, the security administrator gives them roles. */
export function registerAccountsRoutes(app: App, context: AppContext): void {
  const { work } = context;
  const tags = ["accounts"];
  app.get(
    "/api/accounts",
    {
      config: { policy: ["system-admin", "security-admin"] },
      schema: { tags, querystring: AccountQuery, response: { 200: AccountPage } },
    },
    (request) => work.withSnapshot((stores) => listAccounts(context, stores, request.query)),
  );
  app.post(
    "/api/accounts",
    { config: { policy: ["system-admin"] }, schema: { tags, body: CreateAccount, response: { 201: AccountSummary } } },
    async (request, reply) => {
      const official = await prepareOfficial(context, { ...request.body, isFirstPassword: true });
      const summary = await work.withTransaction(async (stores) => {
        const account = await writeOfficial(stores, official, viewerOf(request), []);
        return summaryOf(context, stores, account.id);
      });
      reply.code(201);
      return summary;
    },
  );
  app.patch(
    "/api/accounts/:id",
    {
      config: { policy: ["system-admin"] },
      schema: { tags, params: IdParams, body: ChangeAccount, response: { 200: AccountSummary } },
    },
    async (request) => {
      const { password, ...change } = request.body;
      const passwordHash = password === undefined ? null : await prepareFirstPassword(password);
      return work.withTransaction(async (stores) => {
        await changeAccount(stores, viewerOf(request), request.params.id, { ...change, passwordHash });
        return summaryOf(context, stores, request.params.id);
      });
    },
  );
  app.put(
    "/api/accounts/:id/roles",
    {
      config: { policy: ["system-admin", "security-admin"] },
      schema: { tags, params: IdParams, body: ChangeRoles, response: { 200: AccountSummary } },
    },
    (request) =>
      work.withTransaction(async (stores) => {
        await changeRoles(stores, viewerOf(request), request.params.id, request.body);
        return summaryOf(context, stores, request.params.id);
      }),
  );
}
