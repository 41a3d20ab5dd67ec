import type { PublicityList, PublicityNotice } from "../../../core/contracts/programmes.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { Problem } from "../../problem.ts";
import { noticeView, type PublicityStores } from "./publicity.service.ts";

/** What everybody may read, without an account: notices that have begun. */

const IN_ONE_LIST = 200;

/** Notices, newest first, without their names. */
export async function listNotices(stores: PublicityStores): Promise<PublicityList> {
  const notices = await stores.publicity.listPublic(chinaDay(stores.now), IN_ONE_LIST);
  const items: PublicityList["items"] = [];
  for (const notice of notices) {
    const { items: _, ...head } = await noticeView(stores, { ...notice, items: [] });
    items.push(head);
  }
  return { items };
}

/** One notice with its names. A withdrawn one shows that it was withdrawn, and no names. */
export async function getNotice(stores: PublicityStores, id: string): Promise<PublicityNotice> {
  const notice = await stores.publicity.findPublic(id, chinaDay(stores.now));
  if (notice === undefined) throw new Problem("not-found");
  return noticeView(stores, notice.status === "withdrawn" ? { ...notice, items: [] } : notice);
}
