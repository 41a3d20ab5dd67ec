import type { Viewer } from "../../../core/access/viewer.ts";
import { record } from "../audit/audit.service.ts";
import type { AttachedStores, OpenedAttached } from "./attached-access.ts";

/** The audit line of a command on an attached form, in the role the viewer acts in. */
export function recordAttached(
  stores: AttachedStores,
  viewer: Viewer,
  {
    row,
    entry,
    reviewer,
    isAuthor,
    isReceiver,
  }: Pick<OpenedAttached, "row" | "entry" | "reviewer" | "isAuthor" | "isReceiver">,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const party = isAuthor ? entry.by : isReceiver ? entry.to : undefined;
  return record(stores, {
    actor: viewer,
    role: party === undefined ? reviewer : party === "applicant" ? "applicant" : `${party}-reviewer`,
    action,
    subjectType: "attached-form",
    subjectId: row.id,
    regionCode: row.regionCode,
    detail: { attached: row.attachedId, year: row.year, declarationId: row.declarationId, ...detail },
  });
}
