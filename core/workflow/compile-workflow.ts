import { getEffectKind } from "./effect-kinds.ts";
import { getRequirementKind, type RegionFacts, type RequirementKind } from "./requirement-kinds.ts";
import { type Condition, compileCondition } from "./target-condition.ts";
import type { Target, Transition, WorkflowDocument, WorkflowState } from "./workflow-document.ts";

/** Where a transition leads, given the region and the state of the last return; null when it leads nowhere. */
type TargetOf = (facts: { region: RegionFacts; returnedFrom: string | null }) => string | null;

interface CompiledTransition {
  transition: Transition;
  requirements: readonly RequirementKind[];
  target: TargetOf;
}

/** A workflow ready to decide. */
export interface CompiledWorkflow {
  id: string;
  initial: string;
  states: ReadonlyMap<string, WorkflowState>;
  transitions: ReadonlyMap<string, CompiledTransition>;
  /** Transitions out of each state, in the order of the document. */
  leaving: ReadonlyMap<string, readonly CompiledTransition[]>;
}

/** Compiles a workflow that `checkWorkflow` found no errors in. Throws on unknown kinds, states and conditions. */
export function compileWorkflow(document: WorkflowDocument): CompiledWorkflow {
  const states = new Map(document.states.map((state) => [state.id, state]));
  const returners = returnerStates(document);
  const transitions = new Map<string, CompiledTransition>();
  const leaving = new Map<string, CompiledTransition[]>(document.states.map((state) => [state.id, []]));
  for (const transition of document.transitions) {
    for (const effect of transition.effects) getEffectKind(effect);
    const compiled: CompiledTransition = {
      transition,
      requirements: transition.requires.map(getRequirementKind),
      target: compileTarget(transition.to, states, returners),
    };
    transitions.set(transition.id, compiled);
    for (const state of transition.from) {
      const list = leaving.get(state);
      if (list === undefined) throw new Error(`unknown state: ${state}`);
      list.push(compiled);
    }
  }
  if (!states.has(document.initial)) throw new Error(`unknown state: ${document.initial}`);
  return { id: document.id, initial: document.initial, states, transitions, leaving };
}

/** States a declaration can be returned from: a return leads back to one of these and nowhere else. */
export function returnerStates(document: WorkflowDocument): Set<string> {
  const returners = document.transitions.filter((transition) =>
    transition.effects.some((effect) => getEffectKind(effect).remembersState),
  );
  return new Set(returners.flatMap((transition) => transition.from));
}

function compileTarget(target: Target, states: ReadonlyMap<string, WorkflowState>, returners: Set<string>): TargetOf {
  if (typeof target === "string") {
    const state = knownState(target, states);
    return () => state;
  }
  if (!Array.isArray(target)) {
    return ({ returnedFrom }) => (returnedFrom !== null && returners.has(returnedFrom) ? returnedFrom : null);
  }
  const choices: { state: string; holds: Condition }[] = target.map((choice) => ({
    state: knownState(choice.state, states),
    holds: choice.when === undefined ? () => true : compileCondition(choice.when),
  }));
  return ({ region }) => choices.find((choice) => choice.holds(region))?.state ?? null;
}

function knownState(id: string, states: ReadonlyMap<string, WorkflowState>): string {
  if (!states.has(id)) throw new Error(`unknown state: ${id}`);
  return id;
}
