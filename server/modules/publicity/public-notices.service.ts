import type { PublicityList, PublicityNotice, TitleVerification } from "../../../core/contracts/programmes.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { Problem } from "../../problem.ts";
import { getEdition } from "../definitions/definitions.service.ts";
import { noticeView, type PublicityStores } from "./publicity.service.ts";

/** What everybody may read, without an account: notices that have begun, and whether a title is genuine. */

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

/** Whether a title with this number was awarded, to whom, and whether it is still valid. */
export async function verifyTitle(stores: PublicityStores, number: string): Promise<TitleVerification> {
  const title = await stores.titles.findTitle(number);
  if (title === undefined) throw new Problem("not-found");
  const { bundle } = await getEdition(stores, { programmeId: title.programmeId, number: title.editionNumber });
  const isOver = title.validUntil !== null && chinaDay(stores.now) > title.validUntil;
  return {
    number: title.number,
    name: title.name,
    holder: title.holderName,
    region: title.regionName,
    authority: toLocalText(bundle.programme.authority.name),
    awardedOn: title.awardedOn,
    validUntil: title.validUntil,
    status: title.status === "valid" && isOver ? "expired" : title.status,
  };
}
