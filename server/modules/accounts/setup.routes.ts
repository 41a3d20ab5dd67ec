import { SessionAnswer, Setup, SetupState } from "../../../core/contracts/accounts.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { setSessionCookie } from "../../plugins/session.ts";
import { isSetupNeeded, setUp } from "./setup.service.ts";

/** The first start: who has the printed code becomes the system administrator. */
export function registerSetupRoutes(app: App, context: AppContext): void {
  const tags = ["setup"];
  app.get(
    "/api/setup",
    { config: { policy: "public" }, schema: { tags, response: { 200: SetupState } } },
    async () => ({
      needed: await context.work.withSnapshot(isSetupNeeded),
    }),
  );
  app.post(
    "/api/setup",
    { config: { policy: "public", signIn: true }, schema: { tags, body: Setup, response: { 200: SessionAnswer } } },
    async (request, reply) => {
      const session = await setUp(context, request.body);
      setSessionCookie(reply, context, session);
      return { viewer: session.viewer };
    },
  );
}
