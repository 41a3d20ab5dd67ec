import { AuditPage, AuditQuery, AuditVerification } from "../../../core/contracts/audit.ts";
import type { App } from "../../app-types.ts";
import type { AppContext } from "../../context.ts";
import { listAudit, verifyAudit } from "./audit.service.ts";

/** Reading the audit: for the audit administrator alone. */
export function registerAuditRoutes(app: App, { work }: AppContext): void {
  app.get(
    "/api/audit",
    {
      config: { policy: ["audit-admin"] },
      schema: { tags: ["audit"], querystring: AuditQuery, response: { 200: AuditPage } },
    },
    (request) => work.withSnapshot((stores) => listAudit(stores, request.query)),
  );
  app.get(
    "/api/audit/verification",
    { config: { policy: ["audit-admin"] }, schema: { tags: ["audit"], response: { 200: AuditVerification } } },
    () => work.withSnapshot(verifyAudit),
  );
}
