import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { returnerStates } from "./compile-workflow.ts";
import { found } from "./document-finding.ts";
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
      findings.push(
        found(`/states/${index}/id`, "duplicate-state", `状态“${state.id}”重复`, `Duplicate state "${state.id}"`),
      );
    }
    states.add(state.id);
  });
  if (!states.has(workflow.initial)) findings.push(unknownState("/initial", workflow.initial));
  const transitions = new Set<string>();
  workflow.transitions.forEach((transition, index) => {
    if (transitions.has(transition.id)) {
      findings.push(
        found(
          `/transitions/${index}/id`,
          "duplicate-transition",
          `操作“${transition.id}”重复`,
          `Duplicate transition "${transition.id}"`,
        ),
      );
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
      return returnerStates(workflow).size > 0
        ? []
        : [found(pointer, "nobody-returns", "没有任何操作会记住退回的一级", "No transition remembers who returned")];
    }
    return target.flatMap((choice, at) => {
      const findings: Finding[] = [];
      if (!states.has(choice.state)) findings.push(unknownState(`${pointer}/${at}/state`, choice.state));
      const last = at === target.length - 1;
      if (last && choice.when !== undefined) {
        findings.push(
          found(
            `${pointer}/${at}/when`,
            "last-target-conditional",
            "最后一个去向不能带条件，否则申报可能无处可去",
            "The last target must have no condition, or a declaration may have nowhere to go",
          ),
        );
      }
      if (!last && choice.when === undefined) {
        findings.push(
          found(
            `${pointer}/${at}`,
            "target-never-passed",
            "没有条件的去向之后的去向永远不会用到",
            "Targets after one without a condition are never used",
          ),
        );
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
      findings.push(
        found(pointer, "unreachable-state", `没有操作能到达状态“${state.id}”`, `Nothing leads to state "${state.id}"`),
      );
    }
    if (state.final && leaves) {
      findings.push(
        found(
          pointer,
          "final-state-left",
          `终结状态“${state.id}”还有出路`,
          `Something leads out of the final state "${state.id}"`,
        ),
      );
    }
    if (!state.final && !leaves) {
      findings.push(
        found(pointer, "dead-end", `状态“${state.id}”没有出路`, `Nothing leads out of state "${state.id}"`),
      );
    } else if (!state.final && !ending.has(state.id)) {
      findings.push(
        found(
          pointer,
          "no-end",
          `从状态“${state.id}”永远到不了终结状态`,
          `No final state can be reached from "${state.id}"`,
        ),
      );
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
    findings.push(
      found(
        `/states/${initial.index}`,
        "initial-not-draft",
        "起始状态必须由申报人持有并可全部修改",
        "The initial state must be held by the applicant and be wholly editable",
      ),
    );
  }
  workflow.transitions.forEach((transition, index) => {
    for (const target of targetsOf(transition, workflow)) {
      const state = states.get(target)?.state;
      if (state?.editable === "flagged" && !transition.requires.includes("flags")) {
        findings.push(
          found(
            `/transitions/${index}/requires`,
            "return-without-flags",
            `退回到“${target}”必须要求标记（flags），否则申报人什么也改不了`,
            `Leading to "${target}" must require flags, or the applicant can correct nothing`,
          ),
        );
      }
      const awards = transition.effects.some((effect) => getEffectKind(effect).awards);
      if (awards !== (state?.stage === "awarded")) {
        findings.push(
          found(
            `/transitions/${index}/effects`,
            "award-mismatch",
            "进入“已认定”阶段的操作必须且只能由它授予称号（award-title）",
            "A transition awards a title exactly when it leads to a state of stage awarded",
          ),
        );
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
      return [
        found(
          `/transitions/${index}/to`,
          "system-target",
          "系统操作只能有一个固定去向",
          "A transition of the system leads to one fixed state",
        ),
      ];
    }
    return transition.from.flatMap((from, at) => {
      const key = `${from} ${stages.get(target)}`;
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [
        found(
          `/transitions/${index}/from/${at}`,
          "system-ambiguous",
          `从“${from}”到同一阶段有两个系统操作`,
          `Two transitions of the system lead from "${from}" to the same stage`,
        ),
      ];
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
  return found(pointer, "unknown-state", `没有状态“${id}”`, `There is no state "${id}"`);
}
