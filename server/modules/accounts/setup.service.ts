import type { Setup } from "../../../core/contracts/accounts.ts";
import { finding } from "../../../core/problems/catalogue.ts";
import type { AppContext } from "../../context.ts";
import { hashSecret, newReadableCode } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import type { Stores } from "../../stores.ts";
import { prepareOfficial, writeOfficial } from "./accounts.service.ts";
import { type OpenedSession, openSession } from "./sessions.service.ts";

const SETUP_CODE = "setup-code";

/** True while nobody administers the system. */
export async function isSetupNeeded(stores: Stores): Promise<boolean> {
  return !(await stores.accounts.isRoleHeld("system-admin"));
}

/** Makes a new one-time set-up code while one is needed; an older one is void. The code itself is kept nowhere. */
export async function offerSetup(stores: Stores): Promise<string | null> {
  if (!(await isSetupNeeded(stores))) return null;
  const code = newReadableCode();
  await stores.meta.set(SETUP_CODE, hashSecret(code));
  return code;
}

/** Creates the first system administrator, for whoever has the code. */
export async function setUp(context: AppContext, request: Setup): Promise<OpenedSession> {
  const official = await prepareOfficial(context, { ...request, isFirstPassword: false });
  return context.work.withTransaction(async (stores) => {
    const offered = await stores.meta.find(SETUP_CODE);
    const isRight = offered !== null && offered === hashSecret(request.code.trim().toLowerCase());
    // Removing decides between two that come at once with the right code.
    if (!(await isSetupNeeded(stores)) || !isRight || !(await stores.meta.remove(SETUP_CODE)))
      throw new Problem("invalid-input", { findings: [finding("account-code-invalid", "/code")] });
    const account = await writeOfficial(stores, official, "system", [{ role: "system-admin", regionCode: null }]);
    return openSession(stores, account.id, context.config.SESSION_HOURS);
  });
}
