import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { AttachedItem, ReportList, ReportQuery } from "../../../core/contracts/attached.ts";
import type { AttachedForm } from "../../../core/workflow/attached-form-document.ts";
import { ATTACHED_KINDS, yearlyDueOn } from "../../../core/workflow/attached-kinds.ts";
import { isOwn, READER_ROLES } from "../../../core/workflow/parties.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { namesOf } from "../declarations/declaration-access.ts";
import { type Edition, getEdition } from "../definitions/definitions.service.ts";
import type { AttachedRow } from "./attached.store.ts";
import type { AttachedStores } from "./attached-access.ts";
import { attachedItem } from "./attached-view.ts";
import { reportYears } from "./report-years.ts";
import type { TitleHolder } from "./title-holders.store.ts";

/** Titles of one answer: a province has fewer, and the rest is a page further. */
const TITLES_AT_ONCE = 1000;

/**
 * Yearly and change reports of the titles the viewer may see: who has reported, who is to report. A report that was
 * begun and never handed in counts as not there for everybody but its author. Titles are read together, not one by one.
 */
export async function listReports(stores: AttachedStores, viewer: Viewer, query: ReportQuery): Promise<ReportList> {
  const today = chinaDay(stores.now);
  const scope = scopeOf(viewer, READER_ROLES);
  const page = query.page ?? 1;
  const terms = await stores.titleHolders.countTerms(scope, query.programmeId);
  const holders = await stores.titleHolders.list(scope, query.programmeId, {
    limit: TITLES_AT_ONCE,
    offset: (page - 1) * TITLES_AT_ONCE,
  });
  const forms = await stores.attached.listOfDeclarations(holders.map(({ declarationId }) => declarationId));
  const names = await namesOf(
    stores,
    holders.map(({ regionPath }) => regionPath),
  );
  const editions = new Map<string, Edition>();
  const items: AttachedItem[] = [];
  for (const holder of holders) {
    const pinned = `${holder.programmeId}/${holder.editionNumber}`;
    const edition =
      editions.get(pinned) ??
      (await getEdition(stores, { programmeId: holder.programmeId, number: holder.editionNumber }));
    editions.set(pinned, edition);
    const owner = { ...holder, name: holder.applicantName, names: names.get(holder.regionPath) };
    const all = forms.get(holder.declarationId) ?? [];
    for (const entry of edition.bundle.programme.attachedForms ?? [])
      for (const state of statesOf(entry, holder, all, isOwn(viewer, holder), today))
        if (query.year === undefined || state.year === query.year)
          items.push(await attachedItem(stores, edition, entry, owner, state));
  }
  const years = new Set(terms.flatMap(({ term }) => reportYears(term, today)));
  return {
    items,
    years: [...years].sort((a, b) => b - a),
    titles: { total: terms.reduce((sum, { titles }) => sum + titles, 0), page, pageSize: TITLES_AT_ONCE },
  };
}

/** The reports of one kind that a holder has made or is to make. */
function statesOf(
  entry: AttachedForm,
  holder: TitleHolder,
  all: readonly AttachedRow[],
  isAuthor: boolean,
  today: string,
): { row: AttachedRow | null; year: number; dueOn: string | null }[] {
  const kind = ATTACHED_KINDS[entry.when];
  if (!kind.afterTitle) return [];
  const own = all.filter(({ attachedId, handedInAt }) => attachedId === entry.id && (isAuthor || handedInAt !== null));
  if (kind.due === "yearly")
    return reportYears(holder, today).map((year) => ({
      row: own.find((one) => one.year === year) ?? null,
      year,
      dueOn: yearlyDueOn(entry, year),
    }));
  const made = own.map((row) => ({ row, year: row.year, dueOn: row.dueOn }));
  // The author begins a change report from here.
  const mayBegin = isAuthor && !own.some(({ status }) => status === "draft");
  return mayBegin ? [...made, { row: null, year: Number(today.slice(0, 4)), dueOn: null }] : made;
}
