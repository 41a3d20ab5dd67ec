import { contentHash } from "../json/canonical.ts";
import { createRuleEnvironment, type RuleEnvironment, type VariableType } from "../rules/rule-environment.ts";
import type { GroupInput, Shares } from "./combination.ts";
import { findCombination } from "./combinations.ts";
import { decimal, type Exact, placesOf, round } from "./exact.ts";
import { compileExact, type ExactProgram } from "./exact-expression.ts";
import type { FactTable } from "./fact-table.ts";
import type { LeafContext, LeafInput } from "./leaf-method.ts";
import { findLeafMethod } from "./leaf-methods.ts";
import type { LeafScores } from "./leaf-scores.ts";
import type { NodeColumn } from "./node-column.ts";
import {
  type Eligibility,
  type Fact,
  type Group,
  isLeaf,
  type Leaf,
  nodesOf,
  type SchemeDocument,
} from "./scheme-document.ts";

/** A scheme ready to run on any number of applicants. Made once, kept by its hash. */
export interface CompiledScheme {
  document: SchemeDocument;
  /** Content hash of the document. */
  hash: string;
  facts: ReadonlyMap<string, Fact>;
  environment: RuleEnvironment;
  /** Computed facts, each after those it reads. */
  computed: readonly { fact: Fact; program: ExactProgram }[];
  eligibility: readonly { rule: Eligibility; when: ExactProgram | null; assert: ExactProgram }[];
  /** Conditions of cohorts that have one. */
  cohortPrograms: ReadonlyMap<string, ExactProgram>;
  /** In the order of the document: parents before children; the root is the first. */
  nodes: readonly CompiledNode[];
}

export interface CompiledNode {
  id: string;
  pointer: string;
  /** Places in `nodes`. */
  parent: number;
  children: readonly number[];
  leaf: { node: Leaf; kind: string; relative: boolean; score(input: LeafInput, scores: LeafScores): void } | null;
  group: {
    node: Group;
    linear: boolean;
    fixedShares: boolean;
    availability: Exact | null;
    combine(input: GroupInput): NodeColumn;
    shares: Shares;
    chosen?(row: number, table: FactTable): readonly number[];
  } | null;
}

const MAX_SET = 500;

/** The environment in which a scheme's expressions stand: its facts. */
export function factEnvironment(document: SchemeDocument): RuleEnvironment {
  const types: Record<string, VariableType> = {};
  for (const fact of document.facts)
    types[fact.id] =
      fact.type === "set"
        ? { kind: "strings", maxItems: fact.choices?.length ?? MAX_SET }
        : { kind: fact.type === "text" ? "string" : fact.type };
  return createRuleEnvironment(types);
}

/** What a method may look at, for one leaf of the document. */
export function leafContext(
  document: SchemeDocument,
  environment: RuleEnvironment,
  facts: ReadonlyMap<string, Fact>,
  leaf: Leaf,
  at: string,
  checkKind: LeafContext["checkKind"],
): LeafContext {
  const { places, rounding } = document.numeric.step;
  return {
    document,
    leaf,
    at,
    facts,
    environment,
    step: (value) => ((placesOf(value) ?? Number.POSITIVE_INFINITY) <= places ? value : round(value, places, rounding)),
    checkKind,
  };
}

/** Compiles a document that checkScheme passes. Throws on one it does not pass. */
export function compileScheme(document: SchemeDocument): CompiledScheme {
  const environment = factEnvironment(document);
  const facts = new Map(document.facts.map((fact) => [fact.id, fact]));
  const program = (source: string): ExactProgram => {
    const compiled = compileExact(source, environment);
    if (compiled.program === undefined) throw new TypeError(compiled.findings[0]?.message.en ?? source);
    return compiled.program;
  };
  const listed = nodesOf(document);
  const places = new Map(listed.map(({ node }, index) => [node, index]));
  const nodes = listed.map(({ node, pointer, parent }): CompiledNode => {
    const place = { id: node.id, pointer, parent: parent === null ? -1 : (places.get(parent) ?? -1) };
    if (!isLeaf(node))
      return {
        ...place,
        children: node.children.map((child) => places.get(child) as number),
        ...compileGroup(node, pointer, document, facts),
      };
    const method = findLeafMethod(node.score.kind);
    if (method === undefined) throw new TypeError(`unknown kind of score: ${node.score.kind}`);
    const context = leafContext(document, environment, facts, node, `${pointer}/score`, () => []);
    const score = method.compile(node.score as never, context);
    return { ...place, children: [], leaf: { node, kind: method.kind, relative: method.relative, score }, group: null };
  });
  return {
    document,
    hash: contentHash(document),
    facts,
    environment,
    computed: computedOrder(document.facts, program),
    eligibility: document.eligibility.map((rule) => ({
      rule,
      when: rule.when === undefined ? null : program(rule.when),
      assert: program(rule.assert),
    })),
    cohortPrograms: new Map(
      Object.entries(document.cohorts ?? {}).flatMap(([id, cohort]) =>
        cohort.where === undefined ? [] : [[id, program(cohort.where)] as const],
      ),
    ),
    nodes,
  };
}

function compileGroup(
  node: Group,
  at: string,
  document: SchemeDocument,
  facts: ReadonlyMap<string, Fact>,
): Pick<CompiledNode, "leaf" | "group"> {
  const kind = findCombination(node.combine.kind);
  if (kind === undefined) throw new TypeError(`unknown kind of combination: ${node.combine.kind}`);
  const compiled = kind.compile(node.combine as never, { group: node, at, facts, step: document.numeric.step });
  const availability = node.availability === undefined ? null : decimal(node.availability);
  return { leaf: null, group: { node, linear: kind.linear, fixedShares: kind.fixedShares, availability, ...compiled } };
}

/** Computed facts in an order in which each follows what it reads; one that reads itself is left out (and is a finding). */
export function computedOrder(
  facts: readonly Fact[],
  program: (source: string) => ExactProgram,
): { fact: Fact; program: ExactProgram }[] {
  const waiting = new Map(
    facts.flatMap((fact) =>
      fact.computed === undefined ? [] : [[fact.id, { fact, program: program(fact.computed) }] as const],
    ),
  );
  const ordered: { fact: Fact; program: ExactProgram }[] = [];
  for (let progress = true; progress; ) {
    progress = false;
    for (const [id, entry] of waiting) {
      if (entry.program.references.some((name) => waiting.has(name))) continue;
      waiting.delete(id);
      ordered.push(entry);
      progress = true;
    }
  }
  return ordered;
}
