import type { DeclarationDetail, TransitionReceipt } from "../../core/contracts/declarations.ts";
import type { UploadState } from "../../core/contracts/evidence.ts";
import type { WorkflowDocument } from "../../core/workflow/workflow-document.ts";
import type { DemoCaller } from "./demo-caller.ts";
import { samplePdf } from "./demo-pdf.ts";

type Tone = "forward" | "back" | "end";

/** Each waits for the disk several times: together they wait for it once. */
const UPLOADS_AT_ONCE = 8;

/** Uploads one sample file for what lies at `owner`, a declaration or an attached form. */
export async function upload(
  caller: DemoCaller,
  owner: string,
  what: { purpose: "evidence" | "seal"; requirementId?: string },
  fileName: string,
): Promise<string> {
  const bytes = samplePdf(what.requirementId ?? what.purpose);
  const state = await caller.call<UploadState>("POST", `${owner}/uploads`, {
    ...what,
    fileName,
    size: bytes.length,
  });
  await caller.call("PUT", `/api/uploads/${state.id}?offset=0`, bytes);
  const item = await caller.call<{ id: string }>("POST", `/api/uploads/${state.id}/complete`, {});
  return item.id;
}

/** Fills in a new declaration with its evidence; it stays a draft. */
export async function fillIn(
  caller: DemoCaller,
  roundId: string,
  answers: Record<string, unknown>,
  evidence: readonly { id: string; title: string }[],
): Promise<DeclarationDetail> {
  const started = await caller.call<DeclarationDetail>("POST", "/api/declarations", { roundId });
  const { id } = started.summary;
  await caller.call("PATCH", `/api/declarations/${id}/answers`, { revision: started.revision, changes: answers });
  for (let at = 0; at < evidence.length; at += UPLOADS_AT_ONCE)
    await Promise.all(
      evidence
        .slice(at, at + UPLOADS_AT_ONCE)
        .map((requirement) =>
          upload(
            caller,
            `/api/declarations/${id}`,
            { purpose: "evidence", requirementId: requirement.id },
            `${requirement.title}（样例）.pdf`,
          ),
        ),
    );
  return caller.call("GET", `/api/declarations/${id}`);
}

/** The step of a tone that whoever holds a state may take. */
function stepOf(workflow: WorkflowDocument, stateId: string, tone: Tone) {
  const holder = workflow.states.find(({ id }) => id === stateId)?.holder;
  return workflow.transitions.find(
    ({ from, by, tone: own }) => from.includes(stateId) && by === holder && own === tone,
  );
}

/** True for a step after which nothing is left to score. */
function endsBy(workflow: WorkflowDocument, { to }: WorkflowDocument["transitions"][number]): boolean {
  return workflow.states.some(({ id, stage }) => id === to && stage === "ended");
}

/**
 * Takes up to `steps` steps forward, as far as somebody has one to take; then, perhaps, one back or to an end, from the
 * last state on the way that has such a step. Lines of review differ in length; without a limit the way ends at the
 * evaluation.
 */
export async function walk(
  workflow: WorkflowDocument,
  detail: DeclarationDetail,
  steps: number,
  then: "back" | "end" | null,
  callers: (party: string) => DemoCaller,
): Promise<DeclarationDetail> {
  let current = detail;
  for (let taken = 0; taken < steps; taken += 1) {
    const forward = stepOf(workflow, current.summary.state, "forward");
    if (!forward || (steps === Infinity && endsBy(workflow, forward))) break;
    const leadsOn = !then || typeof forward.to !== "string" || stepOf(workflow, forward.to, then) !== undefined;
    if (taken > 0 && !leadsOn) break;
    current = await step(workflow, current, "forward", callers);
  }
  return then ? step(workflow, current, then, callers) : current;
}

/**
 * Takes the next step of a declaration, as whoever holds it, and gives what the step asks for. Knows no workflow: the
 * document says who holds a state and what a transition requires.
 */
async function step(
  workflow: WorkflowDocument,
  detail: DeclarationDetail,
  tone: Tone,
  callers: (party: string) => DemoCaller,
): Promise<DeclarationDetail> {
  const { id } = detail.summary;
  const state = workflow.states.find((candidate) => candidate.id === detail.summary.state);
  const transition = stepOf(workflow, detail.summary.state, tone);
  if (!state || !transition) throw new Error(`no ${tone} step leads out of ${detail.summary.state}`);
  const caller = callers(state.holder);
  const asks = (requirement: string) => (transition.requires as readonly string[]).includes(requirement);
  if (asks("flags")) {
    const field = Object.keys(detail.answers)[0] ?? "";
    await caller.call("POST", `/api/declarations/${id}/flags`, {
      pointer: `/${field}`,
      message: "与佐证材料不一致，请核对后修改（样例）。",
    });
  }
  if (asks("sealed-form")) {
    const scan = await upload(caller, `/api/declarations/${id}`, { purpose: "seal" }, "盖章申报表（样例）.pdf");
    const { sealedForm } = await caller.call<DeclarationDetail>("GET", `/api/declarations/${id}`);
    const code = sealedForm?.code ?? "";
    await caller.call("POST", `/api/declarations/${id}/sealed-form`, { code, evidenceIds: [scan] });
  }
  const sealEvidenceId = asks("seal")
    ? await upload(caller, `/api/declarations/${id}`, { purpose: "seal" }, "推荐意见（样例）.pdf")
    : undefined;
  const { revision } = await caller.call<DeclarationDetail>("GET", `/api/declarations/${id}`);
  const receipt = await caller.call<TransitionReceipt>("POST", `/api/declarations/${id}/transitions/${transition.id}`, {
    revision,
    ...(asks("commitment") && { committed: true }),
    ...(asks("opinion") && { opinion: "材料齐全，情况属实，同意（样例）。" }),
    ...(asks("reason") && { reason: "不符合申报条件（样例）。" }),
    ...(sealEvidenceId && { sealEvidenceId }),
  });
  return receipt.declaration;
}
