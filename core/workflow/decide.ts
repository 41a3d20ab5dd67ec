import type { LocalText } from "../problems/finding.ts";
import type { CompiledWorkflow } from "./compile-workflow.ts";
import { REQUIREMENT_KINDS, type RefusalParams, type WorkflowFacts } from "./requirement-kinds.ts";
import type { Effect, Party, Requirement, Stage, Transition } from "./workflow-document.ts";

/** Who acts: a party of the workflow, or `system` for what the programme owner's publicity and list do. */
export type ActingParty = Party | "system";

export interface Command {
  /** State the declaration is in now. */
  state: string;
  transitionId: string;
  party: ActingParty;
  /** ISO UTC time of the command. */
  now: string;
  facts: WorkflowFacts;
}

interface Refused {
  kind: "refused";
  code: string;
  params: RefusalParams;
}

export interface Taken {
  kind: "taken";
  /** State the declaration is in afterwards. */
  to: string;
  stage: Stage;
  holder: Party;
  effects: readonly Effect[];
}

export type Decision = Refused | Taken;

/** Why a command may be refused apart from its requirements. */
const OWN_REFUSALS = {
  "unknown-transition": { zh: "没有这个操作", en: "There is no such action" },
  "unknown-state": { zh: "申报处于流程中没有的状态", en: "The declaration is in a state the workflow does not have" },
  "wrong-state": {
    zh: "申报当前的状态不允许这个操作，可能已有人办理，请刷新后再看",
    en: "The declaration's state does not allow this; somebody may have acted already, so reload and look again",
  },
  "wrong-party": { zh: "这个操作不归您办理", en: "This action is not yours to take" },
  "returner-unknown": { zh: "找不到退回的一级，无法返回", en: "It is unknown who returned this declaration" },
} satisfies Record<string, LocalText>;

/** Every refusal code with its message; `{name}` stands for a parameter. */
export const REFUSALS: ReadonlyMap<string, LocalText> = new Map([
  ...Object.entries(OWN_REFUSALS),
  ...REQUIREMENT_KINDS.flatMap((kind) =>
    [kind, ...(kind.others ?? [])].map(({ code, refusal }): [string, LocalText] => [code, refusal]),
  ),
]);

/**
 * Decides one command on one declaration. Pure: the same input gives the same decision, nothing is changed.
 * The first thing in the way is the refusal; requirements are asked in the order of the document.
 */
export function decide(workflow: CompiledWorkflow, command: Command): Decision {
  const compiled = workflow.transitions.get(command.transitionId);
  const params = { transition: command.transitionId, state: command.state, party: command.party };
  if (compiled === undefined) return refuse("unknown-transition", params);
  if (!workflow.states.has(command.state)) return refuse("unknown-state", params);
  if (!compiled.transition.from.includes(command.state)) return refuse("wrong-state", params);
  if (compiled.transition.by !== command.party) return refuse("wrong-party", params);
  for (const requirement of compiled.requirements) {
    if (!requirement.isMet(command.facts, command.now)) {
      return {
        kind: "refused",
        code: requirement.others?.find((other) => other.applies(command.facts))?.code ?? requirement.code,
        params: requirement.params?.(command.facts, command.now) ?? {},
      };
    }
  }
  const to = compiled.target(command.facts);
  const state = to === null ? undefined : workflow.states.get(to);
  if (state === undefined) return refuse("returner-unknown", params);
  return {
    kind: "taken",
    to: state.id,
    stage: state.stage,
    holder: state.holder,
    effects: compiled.transition.effects,
  };
}

/** A transition that may be offered as a button, with what is still missing for it. */
export interface AllowedTransition {
  id: string;
  title: Transition["title"];
  tone: Transition["tone"];
  /** State it leads to; null when that cannot be told (a return by nobody knows whom). */
  to: string | null;
  requires: readonly Requirement[];
  /** Requirements that are not met yet; opinion, reason, flags and seal may come with the command itself. */
  missing: readonly Requirement[];
}

/** Lists the transitions a party may take from a state, in the order of the document. */
export function allowedTransitions(
  workflow: CompiledWorkflow,
  situation: { state: string; party: ActingParty; now: string; facts: WorkflowFacts },
): AllowedTransition[] {
  const leaving = workflow.leaving.get(situation.state) ?? [];
  return leaving
    .filter(({ transition }) => transition.by === situation.party)
    .map(({ transition, requirements, target }) => ({
      id: transition.id,
      title: transition.title,
      tone: transition.tone,
      to: target(situation.facts),
      requires: transition.requires,
      missing: requirements
        .filter((requirement) => !requirement.isMet(situation.facts, situation.now))
        .map((requirement) => requirement.kind),
    }));
}

/**
 * Finds the transition the system takes to bring a declaration from its state to a stage: publicity, list, upheld
 * objection. Code asks by stage, so that no transition has to bear a certain name. `checkWorkflow` makes it unique.
 */
export function findSystemTransition(workflow: CompiledWorkflow, state: string, stage: Stage): string | null {
  const leaving = workflow.leaving.get(state) ?? [];
  const found = leaving.find(
    ({ transition }) =>
      transition.by === "system" &&
      typeof transition.to === "string" &&
      workflow.states.get(transition.to)?.stage === stage,
  );
  return found?.transition.id ?? null;
}

function refuse(code: keyof typeof OWN_REFUSALS, params: RefusalParams): Refused {
  return { kind: "refused", code, params };
}
