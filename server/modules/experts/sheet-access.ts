import type { Viewer } from "../../../core/access/viewer.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import { buildFactTable, makeFactReader } from "../../../core/scoring/declared-facts.ts";
import { type PanelItem, sheetItemsOf } from "../../../core/scoring/experts/panel-items.ts";
import { chinaDay } from "../../../core/workflow/working-days.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { attachedFormsOf, placeOf } from "../attached/surroundings.ts";
import { namesOf } from "../declarations/declaration-access.ts";
import type { RegionNames } from "../declarations/declaration-view.ts";
import type { VersionRow } from "../declarations/history.store.ts";
import { openAnswers } from "../declarations/sensitive-answers.ts";
import { getRound } from "../programmes/programmes.service.ts";
import { type ExpertStores, type PanelOfRound, panelOf } from "./panel-access.ts";
import type { CandidateRow } from "./panels.store.ts";
import { openDraft } from "./sealed-marks.ts";
import type { AssignmentRow, SheetDraft } from "./sheets.store.ts";

/** A sheet as its expert meets it: the assignment, the panel, and the version of the declaration that is marked. */
export interface OpenedSheet {
  assignment: AssignmentRow;
  of: PanelOfRound;
  candidate: CandidateRow;
  version: VersionRow;
  form: CompiledForm;
  /** As given, in full: for the server alone. */
  answers: Answers;
  /** What the panel marks of this applicant. */
  items: PanelItem[];
  draft: SheetDraft;
  /** Until when the panel takes sheets, and whether that is over. */
  dueAt: string | null;
  isOverdue: boolean;
}

/**
 * Finds a sheet of the viewer's own.
 * @param held true for a command: nobody opens the panel or saves the sheet until the transaction ends
 * @throws Problem `not-found`, also for another expert's
 */
export async function openSheet(
  stores: ExpertStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
  held = false,
): Promise<OpenedSheet> {
  const found = await stores.sheets.findOwn(viewer.accountId, id);
  if (found === null) throw new Problem("not-found");
  if (held) await stores.panels.holdRound(found.roundId);
  const assignment = held ? await stores.sheets.findOwn(viewer.accountId, id) : found;
  const candidate = (await stores.panels.findCandidates([found.declarationId])).get(found.declarationId);
  if (assignment === null || candidate === undefined) throw new Problem("not-found");
  // Once the panel is opened the expert reads what the marks are about; until then what is to be marked now.
  const isOver = assignment.openedAt !== null || assignment.status !== "active";
  const number = (isOver ? assignment.version : null) ?? assignment.latestVersion;
  const version = await stores.history.findVersion(assignment.declarationId, number);
  if (version === null) throw new Problem("not-found");
  const of = panelOf(await getRound(stores, assignment.roundId), assignment.panelId);
  const dueAt = (await stores.panels.listDues(assignment.roundId, assignment.panelId))[0]?.dueAt ?? null;
  const form = of.edition.formFor(of.round.year);
  const answers = openAnswers(form.document, version.answers, cipher);
  return {
    assignment,
    of,
    candidate,
    version,
    form,
    answers,
    items: await itemsFor(stores, of, candidate, form, answers, version),
    draft: openDraft(cipher, assignment.id, assignment.draft),
    dueAt,
    isOverdue: dueAt !== null && stores.now > dueAt,
  };
}

/** What the expert may do now. A declaration that left the evaluation waits until it comes back. */
export function rightsOn({ assignment, candidate, isOverdue }: OpenedSheet): {
  mark: boolean;
  change: boolean;
  recuse: boolean;
} {
  const standing = assignment.status === "active" && assignment.openedAt === null;
  const isOpen = standing && !assignment.isHandedIn;
  return {
    mark: isOpen && candidate.atEvaluation && !isOverdue,
    change: standing && assignment.isHandedIn && !isOverdue,
    recuse: isOpen,
  };
}

/** As a run would choose them: from the answers, from attached forms, from where the applicant is. */
async function itemsFor(
  stores: ExpertStores,
  { round, edition, scheme, panelId }: PanelOfRound,
  { id, regionPath }: CandidateRow,
  form: CompiledForm,
  answers: Answers,
  version: VersionRow,
): Promise<PanelItem[]> {
  const names = (await namesOf(stores, [regionPath])).get(regionPath) as RegionNames;
  const reviews = (await stores.attached.listReviewAnswers([id])).get(id);
  const declared = Object.entries(version.attached).map(([attached, { answers }]) => [attached, answers]);
  const reader = makeFactReader(scheme.document.facts, form, attachedFormsOf(edition, round.year));
  const facts = reader.read(answers, chinaDay(version.submittedAt), {
    place: placeOf(names),
    attached: { ...Object.fromEntries(declared), ...reviews },
  });
  // A fact that cannot be counted stops the run by name; it does not stop the experts.
  const { table } = buildFactTable(scheme.document, ["sheet"], [facts]);
  return sheetItemsOf(scheme, panelId, table, 0);
}
