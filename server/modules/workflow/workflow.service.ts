import type { Role } from "../../../core/access/roles.ts";
import type { Viewer } from "../../../core/access/viewer.ts";
import type { TransitionRequest } from "../../../core/contracts/declarations.ts";
import { fillMessage } from "../../../core/problems/catalogue.ts";
import { type Finding, hasErrors } from "../../../core/problems/finding.ts";
import type { ProblemCode } from "../../../core/problems/problem-catalogue.ts";
import { type ActingParty, decide, findSystemTransition, REFUSALS, type Taken } from "../../../core/workflow/decide.ts";
import type { WorkflowFacts } from "../../../core/workflow/requirement-kinds.ts";
import type { Requirement, Stage, Transition } from "../../../core/workflow/workflow-document.ts";
import type { FieldCipher } from "../../crypto/field-cipher.ts";
import { newId } from "../../crypto/ids.ts";
import { Problem } from "../../problem.ts";
import { findingsWithDeclaration } from "../attached/attached-answers.ts";
import { countMissingReviewForms } from "../attached/review-forms.service.ts";
import { record } from "../audit/audit.service.ts";
import { type OpenedDeclaration, openDeclaration } from "../declarations/declaration-access.ts";
import { dueAt } from "../declarations/due-date.ts";
import { isRankedLevel } from "../declarations/ranked-list.ts";
import { hashAtSubmission, sealedFormState } from "../declarations/sealed-form.ts";
import { openAnswers } from "../declarations/sensitive-answers.ts";
import { findingsAtSubmission, regionFacts, standingFacts } from "../declarations/workflow-facts.ts";
import { getRegion } from "../regions/regions.service.ts";
import { refuseBanned } from "../titles/bans.service.ts";
import { EFFECTS, type WorkflowStores } from "./effects.ts";
import { quotaLeft } from "./ranking.ts";
import type { StateChange } from "./workflow.store.ts";

/**
 * The one door for the state of a declaration: load the pinned edition, check the answers, decide (pure), store, write
 * the step, the audit line and the outbox row, all in the caller's transaction.
 */

/** A transition somebody takes by a button. The declaration is read anew by the caller for its answer. */
export async function takeTransition(
  stores: WorkflowStores,
  viewer: Viewer,
  id: string,
  transitionId: string,
  request: TransitionRequest,
  cipher: FieldCipher,
): Promise<void> {
  const opened = await openDeclaration(stores, viewer, id, true);
  const { row, edition, parties } = opened;
  const transition = edition.workflow.transitions.get(transitionId)?.transition;
  const party = transition !== undefined && isPartyOf(parties, transition.by) ? transition.by : "nobody";
  // Whoever hands in while banned is refused, whatever the answers are like.
  if (party === "applicant" && transition?.effects.includes("keep-version"))
    await refuseBanned(stores, edition.bundle.programme, row.organisationId ?? row.applicantAccountId);
  const gathered = await gatherFacts(stores, opened, transition, request, cipher);
  const decision = decide(edition.workflow, {
    state: row.state,
    transitionId,
    party,
    now: stores.now,
    facts: gathered.facts,
  });
  if (decision.kind === "refused") throw refusal(decision.code, decision.params, gathered.findings);
  if (request.revision !== row.revision)
    throw new Problem("conflict-revision", { members: { revision: row.revision } });
  await carryOut(stores, opened, decision, {
    transitionId,
    actor: viewer,
    party,
    opinion: text(request.opinion),
    reason: text(request.reason),
    sealEvidenceId: request.sealEvidenceId ?? null,
    cipher,
  });
}

/**
 * Takes the transition that leads from a declaration's state to a stage and belongs to the system: publicity, list,
 * upheld objection. The caller has checked that the actor owns the programme; the declaration must lie in the actor's
 * region all the same.
 * @throws Problem `wrong-state` when no such transition leads out of its state
 */
export async function takeSystemTransition(
  stores: WorkflowStores,
  command: { declarationId: string; stage: Stage; actor: Viewer; reason?: string },
): Promise<void> {
  const { actor, stage } = command;
  const opened = await openDeclaration(stores, actor, command.declarationId, true);
  const { row, edition } = opened;
  const transitionId = findSystemTransition(edition.workflow, row.state, stage);
  if (transitionId === null) throw new Problem("wrong-state");
  const reason = text(command.reason);
  const region = await getRegion(stores, row.regionCode, "");
  const decision = decide(edition.workflow, {
    state: row.state,
    transitionId,
    party: "system",
    now: stores.now,
    facts: { ...standingFacts(row, regionFacts(region)), reason },
  });
  if (decision.kind === "refused") throw refusal(decision.code, decision.params, null);
  await carryOut(stores, opened, decision, {
    transitionId,
    actor,
    party: "system",
    opinion: null,
    reason,
    sealEvidenceId: null,
    cipher: null,
  });
}

interface Taking {
  transitionId: string;
  actor: Viewer;
  party: ActingParty;
  opinion: string | null;
  reason: string | null;
  sealEvidenceId: string | null;
  cipher: FieldCipher | null;
}

async function carryOut(
  stores: WorkflowStores,
  opened: OpenedDeclaration,
  decision: Taken,
  taking: Taking,
): Promise<void> {
  const { row, edition } = opened;
  const target = edition.workflow.states.get(decision.to);
  if (target === undefined) throw new Error(`state ${decision.to} is not in workflow ${edition.workflow.id}`);
  const change: StateChange = {
    state: target.id,
    stage: decision.stage,
    holder: decision.holder,
    stateSinceAt: stores.now,
    dueAt: dueAt(target, stores.now, await stores.definitions.loadCalendar(), row.closesAt),
    openedAt: null,
  };
  // Back at the beginning it is a draft again, and nobody else's to read.
  if (target.id === edition.workflow.initial) change.submittedAt = null;
  for (const effect of decision.effects) {
    await EFFECTS[effect]({ stores, cipher: taking.cipher, actor: taking.actor, opened, change });
  }
  if (!(await stores.workflow.moveState(row, change))) throw new Problem("wrong-state");
  await stores.workflow.recordStep(row.id, newId(), {
    transitionId: taking.transitionId,
    fromState: row.state,
    toState: target.id,
    actorAccountId: taking.actor.accountId,
    party: taking.party,
    at: stores.now,
    opinion: taking.opinion,
    reason: taking.reason,
    sealEvidenceId: taking.sealEvidenceId,
    revision: row.revision + 1,
  });
  await stores.outbox.add({ kind: "declaration-changed", payload: { declarationId: row.id } }, stores.now);
  await record(stores, {
    actor: taking.actor,
    role: roleOf(taking.actor, taking.party),
    action: `declaration-${taking.transitionId}`.slice(0, 64),
    subjectType: "declaration",
    subjectId: row.id,
    regionCode: row.regionCode,
    detail: { from: row.state, to: target.id, number: change.number ?? row.number, answersHash: change.answersHash },
  });
}

/** What the command brings and what stands, as the requirements of its transition ask for it. */
async function gatherFacts(
  stores: WorkflowStores,
  opened: OpenedDeclaration,
  transition: Transition | undefined,
  request: TransitionRequest,
  cipher: FieldCipher,
): Promise<{ facts: WorkflowFacts; findings: Finding[] | null }> {
  const { row, form } = opened;
  const region = await getRegion(stores, row.regionCode, "");
  const facts = standingFacts(row, regionFacts(region));
  facts.committed = request.committed === true;
  facts.opinion = text(request.opinion);
  facts.reason = text(request.reason);
  // Only what the transition asks for is looked up; what it does not ask for is never read.
  const asks = (requirement: Requirement) => transition?.requires.includes(requirement) === true;
  let findings: Finding[] | null = null;
  const readAnswers = async () => openAnswers(form.document, await stores.declarations.getAnswers(row.id), cipher);
  if (asks("valid-answers")) {
    const answers = await readAnswers();
    findings = [
      ...findingsAtSubmission(form, answers, await stores.evidence.listEvidence(row.id), stores.now),
      ...(await findingsWithDeclaration(stores, row, cipher, opened.parties.has("applicant"))),
    ];
    facts.answersValid = !hasErrors(findings);
  }
  if (asks("flags")) {
    const flags = await stores.reviews.listFlags(row.id);
    facts.flags = flags.filter(({ party, resolvedAt }) => party === row.holder && resolvedAt === null).length;
  }
  if (asks("sealed-form")) {
    const answersHash = hashAtSubmission(form, await readAnswers(), stores.now);
    facts.sealedForm = sealedFormState(await stores.evidence.listEvidence(row.id), answersHash);
  }
  if (asks("seal")) facts.sealPresent = await isOwnSeal(stores, opened, request.sealEvidenceId);
  if (asks("review-forms")) facts.reviewFormsMissing = await countMissingReviewForms(stores, opened);
  if (asks("within-quota") && isRankedLevel(row.holder)) facts.quotaLeft = await quotaLeft(stores, row, row.holder);
  return { facts, findings };
}

/** A seal counts when it stands with this declaration and was uploaded for the party that acts. */
async function isOwnSeal(
  stores: WorkflowStores,
  { row }: OpenedDeclaration,
  sealEvidenceId: string | undefined,
): Promise<boolean> {
  if (sealEvidenceId === undefined) return false;
  const evidence = await stores.evidence.listEvidence(row.id);
  return evidence.some(({ id, purpose, party }) => id === sealEvidenceId && purpose === "seal" && party === row.holder);
}

function isPartyOf(
  parties: OpenedDeclaration["parties"],
  by: Transition["by"],
): by is Exclude<Transition["by"], "system"> {
  return by !== "system" && parties.has(by);
}

/** Refusal codes of core/workflow whose problem has another name. */
const PROBLEM_OF_REFUSAL: Record<string, ProblemCode> = {
  "deadline-passed": "past-deadline",
  "unknown-state": "wrong-state",
};

function refusal(code: string, params: Record<string, string | number>, findings: Finding[] | null): Problem {
  const words = REFUSALS.get(code);
  return new Problem(PROBLEM_OF_REFUSAL[code] ?? (code as ProblemCode), {
    ...(words && { detail: fillMessage(words, params) }),
    ...(code === "answers-not-valid" && findings !== null && { findings }),
  });
}

function roleOf(actor: Viewer, party: ActingParty): Role | null {
  const wanted: readonly Role[] =
    party === "system"
      ? ["programme-admin", "province-reviewer"]
      : party === "applicant"
        ? ["applicant"]
        : [`${party}-reviewer` as Role];
  return actor.grants.find((grant) => wanted.includes(grant.role))?.role ?? null;
}

/** A text of blanks is none. */
function text(given: string | undefined): string | null {
  const trimmed = given?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}
