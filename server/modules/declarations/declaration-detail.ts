import type { Viewer } from "../../../core/access/viewer.ts";
import type { DeclarationDetail, DeclarationVersion, FindingList, Step } from "../../../core/contracts/declarations.ts";
import type { RoundForm } from "../../../core/contracts/programmes.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import type { Answers } from "../../../core/forms/form-state.ts";
import { toLocalText } from "../../../core/problems/finding.ts";
import { allowedTransitions } from "../../../core/workflow/decide.ts";
import { unlockedByFlags } from "../../../core/workflow/parties.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { Problem } from "../../problem.ts";
import { viewForm } from "../definitions/definitions.service.ts";
import { evidenceItem } from "../evidence/evidence.service.ts";
import { getRegion } from "../regions/regions.service.ts";
import {
  answersKnownTo,
  type DeclarationStores,
  filesKnownTo,
  namesOf,
  type OpenedDeclaration,
  openDeclaration,
  withCalculated,
} from "./declaration-access.ts";
import { declarationSummary, partyName, type RegionNames, stateTitle } from "./declaration-view.ts";
import { hiddenChanges } from "./hidden-changes.ts";
import type { StepRow } from "./history.store.ts";
import { earlierOffers } from "./offers.service.ts";
import { hashAtSubmission, sealedFormView } from "./sealed-form.ts";
import { maskAnswers, openAnswers } from "./sensitive-answers.ts";
import { findingsAtSubmission, regionFacts, standingFacts } from "./workflow-facts.ts";

/**
 * Everything one viewer may know and do about a declaration.
 * @returns `isUnread` is true when the reviewer who holds it looks at it for the first time
 */
export async function getDeclaration(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<{ detail: DeclarationDetail; isUnread: boolean }> {
  const opened = await openDeclaration(stores, viewer, id);
  const detail = await detailOf(stores, viewer, opened, cipher);
  return { detail, isUnread: opened.row.openedAt === null && isReviewing(opened) };
}

/** The detail of a declaration that is open already. */
async function detailOf(
  stores: DeclarationStores,
  viewer: Viewer,
  opened: OpenedDeclaration,
  cipher: FieldCipher,
): Promise<DeclarationDetail> {
  const { row, edition, form, state, parties } = opened;
  const { programme } = edition.bundle;
  const pinned = { programme, workflow: edition.workflow };
  const names = await regionNames(stores, opened);
  const flags = await stores.reviews.listFlags(row.id);
  const openFlags = flags.filter((flag) => flag.resolvedAt === null);
  const verifications = await stores.reviews.listVerifications(row.id);
  const version = await stores.history.findLatestVersion(row.id);
  const isApplicant = parties.has("applicant");
  const evidence = await filesKnownTo(stores, row, isApplicant);
  const editable = isApplicant ? state.editable : "none";
  const unlocked = editable === "flagged" ? unlockedByFlags(openFlags.map(({ pointer }) => pointer)) : null;
  return {
    summary: declarationSummary(row, pinned, names, viewer, stores.now),
    revision: row.revision,
    editionNumber: row.editionNumber,
    answers: await shownAnswers(stores, opened, cipher),
    editable,
    editableFields: unlocked?.fields ?? [],
    editableEvidence: unlocked?.evidence ?? [],
    transitions: await offeredTransitions(stores, opened),
    mayReview: isReviewing(opened),
    flags: flags.map(({ id, pointer, message, raisedAt, resolvedAt, party }) => ({
      id,
      pointer,
      message,
      raisedBy: partyName(party, names, programme),
      raisedAt,
      resolvedAt,
    })),
    verifications: verifications.map(({ pointer, verdict, verifiedValue, party, at }) => ({
      pointer,
      verdict,
      verifiedValue,
      by: partyName(party, names, programme),
      at,
    })),
    evidence: evidence.map(evidenceItem),
    steps: (await stores.history.listSteps(row.id)).map((step) => stepView(step, opened, names)),
    receipt:
      version === null || row.number === null
        ? null
        : {
            number: row.number,
            submittedAt: version.submittedAt,
            answersHash: version.answersHash,
            version: version.number,
            attached: Object.entries(version.attached).map(([attached, kept]) => ({
              attached,
              answersHash: kept.answersHash,
            })),
          },
    titleNumber: await stores.declarations.findTitleNumber(row.id),
    scoreShown:
      isApplicant && programme.showScoreToApplicant && edition.bundle.scheme !== null && row.stage === "awarded",
    sealedForm: sealedFormView(
      opened,
      evidence,
      isApplicant && row.holder === "applicant"
        ? hashAtSubmission(
            form,
            openAnswers(form.document, await stores.declarations.getAnswers(row.id), cipher),
            stores.now,
          )
        : (version?.answersHash ?? ""),
    ),
  };
}

/** The form of the edition the declaration is pinned to. */
export async function getDeclarationForm(stores: DeclarationStores, viewer: Viewer, id: string): Promise<RoundForm> {
  const { edition, form } = await openDeclaration(stores, viewer, id);
  return viewForm(edition, form);
}

/** Findings as they would stand in the way of a submission, about the answers the viewer may know. */
export async function getFindings(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  cipher: FieldCipher,
): Promise<FindingList> {
  const opened = await openDeclaration(stores, viewer, id);
  const { row, form, parties } = opened;
  const isApplicant = parties.has("applicant");
  const answers = openAnswers(form.document, await answersKnownTo(stores, row, isApplicant), cipher);
  const evidence = await filesKnownTo(stores, row, isApplicant);
  const earlier = await earlierOffers(stores, viewer, opened, cipher);
  return { findings: findingsAtSubmission(form, answers, evidence, stores.now, earlier) };
}

/** A submitted version, word for word. */
export async function getVersion(
  stores: DeclarationStores,
  viewer: Viewer,
  id: string,
  number: number,
  cipher: FieldCipher,
): Promise<DeclarationVersion> {
  const { row, edition, form, parties } = await openDeclaration(stores, viewer, id);
  const version = await stores.history.findVersion(id, number);
  if (version === null) throw new Problem("not-found");
  const shown = (document: FormDocument, stored: Answers) => {
    const answers = openAnswers(document, stored, cipher);
    return { ...(parties.has("applicant") ? answers : maskAnswers(document, answers)) };
  };
  const attached = Object.entries(version.attached).map(([name, { answers, answersHash, files = [] }]) => {
    const entry = edition.bundle.programme.attachedForms?.find((one) => one.id === name);
    if (entry === undefined) throw new Error(`${name} is not attached to ${row.programmeId}`);
    const { document } = edition.attachedFor(entry.form, row.year);
    return [name, { answers: shown(document, answers), answersHash, files }];
  });
  const before = number > 1 ? await stores.history.findVersion(id, number - 1) : null;
  const open = (answers: Answers) => openAnswers(form.document, answers, cipher);
  return {
    ...version,
    answers: shown(form.document, version.answers),
    hiddenChanges: before === null ? [] : hiddenChanges(form.document, open(before.answers), open(version.answers)),
    attached: Object.fromEntries(attached),
  };
}

/** True when the viewer is the reviewer who holds the declaration. */
export function isReviewing({ row, parties }: OpenedDeclaration): boolean {
  return row.holder !== "applicant" && row.holder !== "nobody" && parties.has(row.holder);
}

/**
 * What the viewer reads: applicants their own answers as they stand; everybody else those that were handed in, even
 * while the applicant is correcting them, with ID numbers and telephones masked.
 */
async function shownAnswers(
  stores: DeclarationStores,
  { row, form, parties }: OpenedDeclaration,
  cipher: FieldCipher,
): Promise<Record<string, unknown>> {
  const isApplicant = parties.has("applicant");
  const stored = await answersKnownTo(stores, row, isApplicant);
  const answers: Answers = withCalculated(
    form,
    openAnswers(form.document, stored, cipher),
    row.submittedAt ?? stores.now,
  );
  return { ...(isApplicant ? answers : maskAnswers(form.document, answers)) };
}

async function offeredTransitions(
  stores: DeclarationStores,
  { row, edition, parties }: OpenedDeclaration,
): Promise<DeclarationDetail["transitions"]> {
  const region = await getRegion(stores, row.regionCode, "");
  const facts = standingFacts(row, regionFacts(region));
  return [...parties].flatMap((party) =>
    allowedTransitions(edition.workflow, { state: row.state, party, now: stores.now, facts })
      // Once a reviewer has looked at it, nothing the applicant could add makes a withdrawal possible again.
      .filter(({ missing }) => !missing.includes("not-opened"))
      .map(({ id, title, tone, requires, to }) => ({
        id,
        title: toLocalText(title),
        tone,
        requires: [...requires],
        toTitle: to === null ? { zh: "", en: "" } : stateTitle(edition.workflow, to),
      })),
  );
}

async function regionNames(stores: DeclarationStores, { row }: OpenedDeclaration): Promise<RegionNames> {
  return (await namesOf(stores, [row.regionPath])).get(row.regionPath) ?? { city: "", county: null };
}

function stepView(step: StepRow, { edition }: OpenedDeclaration, names: RegionNames): Step {
  const transition = edition.workflow.transitions.get(step.transitionId)?.transition;
  if (transition === undefined) throw new Error(`transition ${step.transitionId} is not in ${edition.workflow.id}`);
  return {
    seq: step.seq,
    transition: toLocalText(transition.title),
    fromState: stateTitle(edition.workflow, step.fromState),
    toState: stateTitle(edition.workflow, step.toState),
    actor: partyName(step.party, names, edition.bundle.programme),
    at: step.at,
    opinion: step.opinion,
    reason: step.reason,
    sealEvidenceId: step.sealEvidenceId,
  };
}
