import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { returnerStates } from "./compile-workflow.ts";
import { getEffectKind } from "./effect-kinds.ts";
import { checkCondition } from "./target-condition.ts";
import { type Transition, WorkflowDocument } from "./workflow-document.ts";

/**
 * Checks a workflow document: its shape and known kinds, that every name leads somewhere, that every state can be
 * reached, that a declaration can always come to an end, and that a return can be answered.
 */
export function checkWorkflow(document: unknown): Finding[] {
  const shape = checkShape(WorkflowDocument, document);
  if (shape.length > 0) return shape;
  const workflow = document as WorkflowDocument;
  const names = [...checkNames(workflow), ...checkTargets(workflow)];
  return names.length > 0 ? names : [...checkPaths(workflow), ...checkMeaning(workflow)];
}

function checkNames(workflow: WorkflowDocument): Finding[] {
  const findings: Finding[] = [];
  const states = new Set<string>();
  workflow.states.forEach((state, index) => {
    if (states.has(state.id)) {
      findings.push(finding("workflow-duplicate-id", `/states/${index}/id`, { id: state.id }));
    }
    states.add(state.id);
  });
  if (!states.has(workflow.initial)) findings.push(unknownState("/initial", workflow.initial));
  const transitions = new Set<string>();
  workflow.transitions.forEach((transition, index) => {
    if (transitions.has(transition.id)) {
      findings.push(finding("workflow-duplicate-id", `/transitions/${index}/id`, { id: transition.id }));
    }
    transitions.add(transition.id);
    transition.from.forEach((from, at) => {
      if (!states.has(from)) findings.push(unknownState(`/transitions/${index}/from/${at}`, from));
    });
  });
  return findings;
}

function checkTargets(workflow: WorkflowDocument): Finding[] {
  const states = new Set(workflow.states.map((state) => state.id));
  return workflow.transitions.flatMap((transition, index) => {
    const pointer = `/transitions/${index}/to`;
    const target = transition.to;
    if (typeof target === "string") return states.has(target) ? [] : [unknownState(pointer, target)];
    if (!Array.isArray(target)) {
      return returnerStates(workflow).size > 0 ? [] : [finding("workflow-nobody-returns", pointer)];
    }
    return target.flatMap((choice, at) => {
      const findings: Finding[] = [];
      if (!states.has(choice.state)) findings.push(unknownState(`${pointer}/${at}/state`, choice.state));
      const last = at === target.length - 1;
      if (last && choice.when !== undefined) {
        findings.push(finding("workflow-last-target", `${pointer}/${at}/when`));
      }
      if (!last && choice.when === undefined) {
        findings.push(finding("workflow-target-never-passed", `${pointer}/${at}`));
      }
      if (choice.when !== undefined) findings.push(...checkCondition(choice.when, `${pointer}/${at}/when`));
      return findings;
    });
  });
}

/** Reachability both ways: every state from the start, an end from every state. */
function checkPaths(workflow: WorkflowDocument): Finding[] {
  const edges = workflow.transitions.flatMap((transition) =>
    transition.from.flatMap((from) => targetsOf(transition, workflow).map((to) => ({ from, to }))),
  );
  const reached = closure([workflow.initial], (state) =>
    edges.filter((edge) => edge.from === state).map((edge) => edge.to),
  );
  const ends = workflow.states.filter((state) => state.final).map((state) => state.id);
  const ending = closure(ends, (state) => edges.filter((edge) => edge.to === state).map((edge) => edge.from));
  return workflow.states.flatMap((state, index) => {
    const findings: Finding[] = [];
    const pointer = `/states/${index}`;
    const leaves = edges.some((edge) => edge.from === state.id);
    if (!reached.has(state.id)) {
      findings.push(finding("workflow-unreachable", pointer, { id: state.id }));
    }
    if (state.final && leaves) {
      findings.push(finding("workflow-final-left", pointer, { id: state.id }));
    }
    if (!state.final && !leaves) {
      findings.push(finding("workflow-dead-end", pointer, { id: state.id }));
    } else if (!state.final && !ending.has(state.id)) {
      findings.push(finding("workflow-no-end", pointer, { id: state.id }));
    }
    return findings;
  });
}

/** What would stand but make no sense: nobody to begin, nothing to correct, a title nobody awards. */
function checkMeaning(workflow: WorkflowDocument): Finding[] {
  const findings: Finding[] = [];
  const states = new Map(workflow.states.map((state, index) => [state.id, { state, index }]));
  const initial = states.get(workflow.initial);
  if (initial !== undefined && (initial.state.holder !== "applicant" || initial.state.editable !== "all")) {
    findings.push(finding("workflow-initial", `/states/${initial.index}`));
  }
  workflow.transitions.forEach((transition, index) => {
    for (const target of targetsOf(transition, workflow)) {
      const state = states.get(target)?.state;
      if (state?.editable === "flagged" && !transition.requires.includes("flags")) {
        findings.push(finding("workflow-return-without-flags", `/transitions/${index}/requires`, { id: target }));
      }
      const awards = transition.effects.some((effect) => getEffectKind(effect).awards);
      if (awards !== (state?.stage === "awarded")) {
        findings.push(finding("workflow-award", `/transitions/${index}/effects`));
      }
    }
  });
  return [...findings, ...checkSystem(workflow)];
}

/** What the system takes is asked for by stage, so it must be one certain transition for a state and a stage. */
function checkSystem(workflow: WorkflowDocument): Finding[] {
  const stages = new Map(workflow.states.map((state) => [state.id, state.stage]));
  const seen = new Set<string>();
  return workflow.transitions.flatMap((transition, index) => {
    if (transition.by !== "system") return [];
    const target = transition.to;
    if (typeof target !== "string") {
      return [finding("workflow-system-target", `/transitions/${index}/to`)];
    }
    return transition.from.flatMap((from, at) => {
      const key = `${from} ${stages.get(target)}`;
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [finding("workflow-system-ambiguous", `/transitions/${index}/from/${at}`, { id: from })];
    });
  });
}

function targetsOf(transition: Transition, workflow: WorkflowDocument): string[] {
  const target = transition.to;
  if (typeof target === "string") return [target];
  if (Array.isArray(target)) return target.map((choice) => choice.state);
  return [...returnerStates(workflow)];
}

function closure(start: readonly string[], next: (state: string) => string[]): Set<string> {
  const reached = new Set(start);
  const open = [...start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const neighbour of next(state)) {
      if (reached.has(neighbour)) continue;
      reached.add(neighbour);
      open.push(neighbour);
    }
  }
  return reached;
}

function unknownState(pointer: string, id: string): Finding {
  return finding("workflow-unknown-state", pointer, { id });
}
