import type { Assignment, SheetItem, SheetStatus, SheetView } from "../../../core/contracts/expert-sheets.ts";
import type { EvidenceRequirement } from "../../../core/forms/form-document.ts";
import { blindAnswers } from "../../../core/forms/identifying.ts";
import { fieldsOfSection } from "../../../core/forms/layout.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import type { PanelItem } from "../../../core/scoring/experts/panel-items.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { namesOf } from "../declarations/declaration-access.ts";
import { maskAnswers } from "../declarations/sensitive-answers.ts";
import { viewForm } from "../definitions/definitions.service.ts";
import type { EvidenceRow } from "../evidence/evidence.store.ts";
import { mayShowInline } from "../evidence/file-inspection.ts";
import { extensionOf } from "../evidence/file-name.ts";
import { codeOf, type ExpertStores, type PanelOfRound } from "./panel-access.ts";
import type { CandidateRow } from "./panels.store.ts";
import { type OpenMark, openMark } from "./sealed-marks.ts";
import { type OpenedSheet, rightsOn } from "./sheet-access.ts";
import type { AssignmentRow, SheetDraft } from "./sheets.store.ts";

/** A sheet as the expert sees it; on a blind panel without anything that tells whose declaration it is. */
export async function sheetView(stores: ExpertStores, opened: OpenedSheet, cipher: FieldCipher): Promise<SheetView> {
  const { assignment, of, candidate, form, items, version } = opened;
  const names = (await namesOf(stores, [candidate.regionPath])).get(candidate.regionPath);
  const place = { city: names?.city ?? "", county: names?.county ?? null };
  const isEnded = assignment.status !== "active";
  const marks = (await stores.sheets.listMarks([assignment.id])).map((mark) => openMark(cipher, mark));
  const { shown, withheld: files } = await filesOf(stores, opened);
  const { answers, withheld } = shownAnswers(opened, place);
  const itemViews = isEnded ? [] : items.map((item) => itemView(item, opened, shown, marks));
  return {
    assignment: {
      ...assignmentView(of, assignment, candidate, place, opened),
      items: itemViews.length,
      marked: itemViews.filter(({ mark }) => mark !== null).length,
    },
    revision: assignment.revision,
    version: { number: version.number, at: version.submittedAt },
    earlierVersion: isBegunEarlier(opened) ? assignment.version : null,
    may: rightsOn(opened),
    scale: [String(of.panel.scale[0]), String(of.panel.scale[1])],
    items: itemViews,
    form: viewForm(of.edition, form),
    answers: isEnded ? {} : answers,
    evidence: isEnded ? [] : shown.map((file) => fileView(file, form.document.evidence)),
    withheld: { fields: withheld, files },
  };
}

/** An assignment in the expert's list, but for its counts. */
export function assignmentView(
  { round, edition, panelId, panel }: PanelOfRound,
  assignment: AssignmentRow,
  candidate: CandidateRow,
  place: { city: string; county: string | null },
  work: Pick<OpenedSheet, "draft" | "dueAt">,
): Assignment {
  const { programme } = edition.bundle;
  return {
    id: assignment.id,
    code: codeOf(round.id, panelId, assignment.declarationId),
    roundTitle: round.title,
    programmeTitle: toLocalText(programme.title),
    panelTitle: toLocalText(panel.title),
    blind: panel.blind,
    applicant: panel.blind ? null : { name: candidate.applicantName, number: candidate.number, ...place },
    status: statusOf(assignment, work.draft),
    items: 0,
    marked: 0,
    assignedAt: assignment.assignedAt,
    handedInAt: assignment.handedInAt,
    dueAt: work.dueAt,
    openedAt: assignment.openedAt,
  };
}

function statusOf({ status, handedInAt, isHandedIn }: AssignmentRow, draft: SheetDraft): SheetStatus {
  if (status !== "active") return status;
  if (isHandedIn) return "handed-in";
  if (handedInAt !== null) return "reopened";
  return Object.keys(draft).length > 0 ? "draft" : "assigned";
}

/** True when there are marks that were begun on an earlier version than the one that is shown. */
function isBegunEarlier({ assignment, version, draft }: OpenedSheet): boolean {
  return assignment.version !== null && assignment.version < version.number && Object.keys(draft).length > 0;
}

/**
 * Files of the version that is marked, as the expert gets them. On a blind sheet the names are numbers, and what says
 * who the applicant is is withheld: such papers, and every file the form does not ask for, as the sealed form is.
 */
export async function filesOf(
  stores: ExpertStores,
  { of, version, candidate, form }: OpenedSheet,
): Promise<{ shown: EvidenceRow[]; withheld: number }> {
  const files = await stores.evidence.listByIds(
    candidate.id,
    version.evidence.map(({ id }) => id),
  );
  if (!of.panel.blind) return { shown: files, withheld: 0 };
  const silent = new Set(form.document.evidence.filter(({ identifying }) => !identifying).map(({ id }) => id));
  const shown = files
    .map((file, at) => ({ ...file, fileName: numberedName(file, at + 1) }))
    .filter(({ requirementId }) => requirementId !== null && silent.has(requirementId));
  return { shown, withheld: files.length - shown.length };
}

function numberedName({ fileName }: EvidenceRow, number: number): string {
  const ending = extensionOf(fileName);
  return `佐证材料-${number}${ending === "" ? "" : `.${ending}`}`;
}

function shownAnswers({ of, candidate, form, answers }: OpenedSheet, place: { city: string; county: string | null }) {
  if (!of.panel.blind) return { answers: maskAnswers(form.document, answers), withheld: [] };
  const names = [candidate.applicantName, candidate.creditCode, candidate.number, place.city, place.county];
  const blind = blindAnswers(
    form.document,
    answers,
    names.flatMap((name) => name || []),
  );
  return { answers: maskAnswers(form.document, blind.answers), withheld: blind.withheld };
}

function itemView(
  item: PanelItem,
  { form, assignment, draft }: OpenedSheet,
  files: readonly EvidenceRow[],
  marks: readonly OpenMark[],
): SheetItem {
  const { layout, evidence } = form.document;
  const fields = new Set(layout.sections.filter(({ id }) => item.sections.includes(id)).flatMap(fieldsOfSection));
  const papers = new Set(
    evidence
      .filter((paper) => item.evidence.includes(paper.id) || paper.for?.some((field) => fields.has(field)))
      .map(({ id }) => id),
  );
  const versions = marks.filter((mark) => mark.item === item.id);
  const handedIn = versions.at(-1);
  const last = assignment.isHandedIn ? (handedIn ?? draft[item.id]) : draft[item.id];
  return {
    id: item.id,
    title: item.title,
    path: item.path,
    basis: item.basis,
    low: item.low,
    high: item.high,
    sections: [...item.sections],
    evidence: files.flatMap(({ id, requirementId }) =>
      requirementId !== null && papers.has(requirementId) ? [id] : [],
    ),
    mark: last === undefined ? null : { points: last.points, comment: last.comment },
    versions: versions.map(({ points, reason, at, declarationVersion }) => ({
      points,
      reason,
      at,
      declarationVersion,
    })),
  };
}

function fileView(file: EvidenceRow, requirements: readonly EvidenceRequirement[]): SheetView["evidence"][number] {
  const requirement = requirements.find(({ id }) => id === file.requirementId);
  return {
    id: file.id,
    requirementId: file.requirementId,
    requirementTitle: requirement === undefined ? null : toLocalText(requirement.title),
    fileName: file.fileName,
    mediaType: file.mediaType,
    size: file.size,
    inline: mayShowInline(file.mediaType),
  };
}
