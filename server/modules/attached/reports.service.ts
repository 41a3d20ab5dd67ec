import { scopeOf } from "../../../core/access/scope.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { ReportList, ReportQuery } from "../../../core/contracts/attached.ts";
import { ATTACHED_KINDS, yearlyDueOn } from "../../../core/workflow/attached-kinds.ts";
import { READER_ROLES } from "../../../core/workflow/parties.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import { openDeclaration } from "../declarations/declaration-access.ts";
import type { AttachedRow } from "./attached.store.ts";
import type { AttachedStores } from "./attached-access.ts";
import { attachedItem } from "./attached-view.ts";
import { reportYears } from "./report-years.ts";

/**
 * Yearly and change reports of the titles the viewer may see: who has reported, who is to report. A report that was
 * begun and never handed in counts as not there for everybody but its author.
 */
export async function listReports(stores: AttachedStores, viewer: Viewer, query: ReportQuery): Promise<ReportList> {
  const today = chinaDay(stores.now);
  const holders = await stores.attached.listTitleHolders(scopeOf(viewer, READER_ROLES), query.programmeId);
  const years = new Set<number>();
  const items: ReportList["items"] = [];
  for (const holder of holders) {
    const { row, edition, parties } = await openDeclaration(stores, viewer, holder.declarationId);
    const all = await stores.attached.listOfDeclaration(row.id);
    const begun = parties.has("applicant") ? all : all.filter(({ handedInAt }) => handedInAt !== null);
    const owner = {
      declarationId: row.id,
      roundId: row.roundId,
      regionCode: row.regionCode,
      regionPath: row.regionPath,
      name: row.applicantName,
    };
    const reportable = reportYears(holder, today);
    for (const year of reportable) years.add(year);
    for (const entry of edition.bundle.programme.attachedForms ?? []) {
      const kind = ATTACHED_KINDS[entry.when];
      if (!kind.afterTitle) continue;
      const own = begun.filter(({ attachedId }) => attachedId === entry.id);
      const due: { row: AttachedRow | null; year: number; dueOn: string | null }[] =
        kind.due === "yearly"
          ? reportable.map((year) => ({
              row: own.find((one) => one.year === year) ?? null,
              year,
              dueOn: yearlyDueOn(entry, year),
            }))
          : own.map((one) => ({ row: one, year: one.year, dueOn: one.dueOn }));
      // The author begins a change report from here.
      if (kind.due !== "yearly" && parties.has("applicant") && !own.some(({ status }) => status === "draft"))
        due.push({ row: null, year: Number(today.slice(0, 4)), dueOn: null });
      for (const state of due)
        if (query.year === undefined || state.year === query.year)
          items.push(await attachedItem(stores, edition, entry, owner, state));
    }
  }
  return { items, years: [...years].sort((a, b) => b - a) };
}
