import { findJsonExcess } from "../json/json-limits.ts";
import { pointer } from "../json/pointer.ts";
import { type Finding, hasErrors } from "../problems/finding.ts";
import { jsonFinding } from "../problems/json-finding.ts";
import { checkShape } from "../problems/shape.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { isReservedName } from "../rules/reserved-names.ts";
import type { RuleEnvironment } from "../rules/rule-environment.ts";
import { checkLimits } from "./check-limits.ts";
import { checkNumbers } from "./check-numbers.ts";
import { checkPanels } from "./check-panels.ts";
import { COMBINATIONS, findCombination } from "./combinations.ts";
import { computedOrder, factEnvironment, leafContext } from "./compile-scheme.ts";
import { compileExact, type ExactProgram } from "./exact-expression.ts";
import { found } from "./findings.ts";
import { findLeafMethod, LEAF_METHODS } from "./leaf-methods.ts";
import { findOutcomeRule, OUTCOME_RULES } from "./outcome-rules.ts";
import { type Fact, isLeaf, type Leaf, nodesOf, SchemeDocument } from "./scheme-document.ts";

/** What the parts of a check share. */
export interface SchemeCheck {
  document: SchemeDocument;
  facts: ReadonlyMap<string, Fact>;
  environment: RuleEnvironment;
}

/**
 * Lints a scheme: shape, names, kinds, expressions, then its arithmetic (weights, full marks, gaps, overlaps). An empty
 * list, or one without errors, means that the document can be compiled. Warnings name what the source itself gets
 * wrong. Never throws.
 */
export function checkScheme(document: unknown): Finding[] {
  const excess = findJsonExcess(document);
  if (excess !== null) return [jsonFinding(excess)];
  const shape = checkShape(SchemeDocument, document);
  if (shape.length > 0) return shape;
  const scheme = document as SchemeDocument;
  const names = checkNames(scheme);
  if (hasErrors(names)) return names;
  const check: SchemeCheck = {
    document: scheme,
    facts: new Map(scheme.facts.map((fact) => [fact.id, fact])),
    environment: factEnvironment(scheme),
  };
  const parts = [
    ...names,
    ...checkFacts(check),
    ...checkConditions(check),
    ...checkCohorts(check),
    ...checkPanels(scheme),
    ...checkTree(check),
  ];
  if (hasErrors(parts)) return parts;
  const more = [...checkOutcome(check), ...checkLimits(scheme)];
  return [...parts, ...more, ...checkNumbers(check), ...checkUse(check), ...checkSource(scheme)];
}

function checkNames(document: SchemeDocument): Finding[] {
  const facts = duplicates(document.facts.map(({ id }, index) => [id, pointer("facts", index, "id")]));
  const nodes = duplicates(nodesOf(document).map(({ node, pointer: at }) => [node.id, `${at}/id`]));
  const rules = duplicates(document.eligibility.map(({ id }, index) => [id, pointer("eligibility", index, "id")]));
  const reserved = document.facts.flatMap(({ id }, index) =>
    isReservedName(id) || id === "id"
      ? [
          found(
            pointer("facts", index, "id"),
            "scheme-reserved",
            `“${id}”是保留名称，请换一个`,
            `"${id}" is a reserved name; choose another`,
          ),
        ]
      : [],
  );
  const follows = duplicates(
    (document.outcome.rules as readonly { id?: unknown }[]).flatMap(({ id }, index) =>
      typeof id === "string" ? [[id, pointer("outcome", "rules", index, "id")] as const] : [],
    ),
  );
  return [...facts, ...nodes, ...rules, ...follows, ...reserved];
}

function duplicates(names: readonly (readonly [string, string])[]): Finding[] {
  const seen = new Set<string>();
  return names.flatMap(([id, at]) => {
    if (seen.has(id)) return [found(at, "scheme-duplicate", `编号“${id}”重复`, `Id "${id}" is used twice`)];
    seen.add(id);
    return [];
  });
}

function checkFacts({ document, environment }: SchemeCheck): Finding[] {
  const programs = new Map<string, ExactProgram>();
  const findings = document.facts.flatMap((fact, index): Finding[] => {
    const at = pointer("facts", index);
    if (fact.computed === undefined) return [];
    if (fact.from !== undefined)
      return [found(at, "scheme-fact-source", "computed 与 from 只能用一个", "Use either computed or from, not both")];
    const expected = fact.type === "text" ? "string" : fact.type === "set" ? "list" : fact.type;
    const compiled = compileExact(fact.computed, environment, { at: `${at}/computed`, expected });
    if (compiled.program === undefined) return compiled.findings;
    programs.set(fact.computed, compiled.program);
    return [];
  });
  if (findings.length > 0) return findings;
  const ordered = new Set(
    computedOrder(document.facts, (source) => programs.get(source) as ExactProgram).map(({ fact }) => fact.id),
  );
  return document.facts.flatMap((fact, index) =>
    fact.computed === undefined || ordered.has(fact.id)
      ? []
      : [
          found(
            pointer("facts", index, "computed"),
            "scheme-cycle",
            `“${fact.id}”的计算绕回了自己`,
            `The computation of "${fact.id}" comes back to itself`,
          ),
        ],
  );
}

function checkConditions({ document, environment }: SchemeCheck): Finding[] {
  return document.eligibility.flatMap(({ when, assert }, index) =>
    Object.entries({ when, assert }).flatMap(([name, source]) =>
      source === undefined
        ? []
        : (compileExact(source, environment, { at: pointer("eligibility", index, name), expected: "boolean" })
            .findings ?? []),
    ),
  );
}

/** Cohorts that scores name, also those inside of other scores. */
function cohortsIn(score: object, at: string): { id: unknown; at: string }[] {
  return Object.entries(score).flatMap(([key, value]: [string, unknown]) => {
    if (key === "cohort") return [{ id: value, at: `${at}/cohort` }];
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? cohortsIn(value, `${at}${pointer(key)}`)
      : [];
  });
}

function checkCohorts({ document, environment, facts }: SchemeCheck): Finding[] {
  const own = Object.entries(document.cohorts ?? {}).flatMap(([id, cohort]): Finding[] => {
    const at = pointer("cohorts", id);
    if (id === "all") return [found(at, "scheme-reserved", "“all”已指全体", '"all" means everyone already')];
    if ((cohort.by === undefined) === (cohort.where === undefined))
      return [found(at, "scheme-cohort", "须给出 by 或 where 之一", "Give either by or where")];
    if (cohort.where !== undefined)
      return compileExact(cohort.where, environment, { at: `${at}/where`, expected: "boolean" }).findings ?? [];
    return unknownFact(cohort.by as string, facts, `${at}/by`);
  });
  const known = new Set(["all", ...Object.keys(document.cohorts ?? {})]);
  const check = (id: unknown, at: string) =>
    typeof id === "string" && !known.has(id)
      ? [found(at, "scheme-unknown-cohort", `没有范围“${id}”`, `There is no cohort "${id}"`)]
      : [];
  const used = nodesOf(document).flatMap(({ node, pointer: at }) => {
    if (!isLeaf(node)) return [];
    const within = typeof node.missing === "object" && "within" in node.missing ? node.missing.within : undefined;
    const outliers = node.outliers?.kind === "winsorise" ? node.outliers.cohort : undefined;
    return [
      ...cohortsIn(node.score, `${at}/score`).flatMap((each) => check(each.id, each.at)),
      ...check(within, `${at}/missing/within`),
      ...check(outliers, `${at}/outliers/cohort`),
    ];
  });
  return [...own, ...used, ...check(document.outcome.rank.within, "/outcome/rank/within")];
}

export function unknownFact(id: string, facts: ReadonlyMap<string, Fact>, at: string): Finding[] {
  if (facts.has(id)) return [];
  const hint = didYouMean(id, facts.keys());
  return [found(at, "scheme-unknown-fact", `没有事实“${id}”${hint.zh}`, `There is no fact "${id}"${hint.en}`)];
}

function checkTree(check: SchemeCheck): Finding[] {
  return nodesOf(check.document).flatMap(({ node, pointer: at }) =>
    isLeaf(node)
      ? checkLeaf(check, node, at)
      : checkGroup(check, node as Extract<typeof node, { combine: unknown }>, at),
  );
}

function checkLeaf(check: SchemeCheck, leaf: Leaf, at: string): Finding[] {
  const unknown = leaf.fact === undefined ? [] : unknownFact(leaf.fact, check.facts, `${at}/fact`);
  return [...unknown, ...checkScore(check, leaf, leaf.score, `${at}/score`)];
}

/** A score of any kind; kinds made of kinds come back here for their parts. */
function checkScore(check: SchemeCheck, leaf: Leaf, score: unknown, at: string): Finding[] {
  const kind = (score as { kind: string }).kind;
  const method = findLeafMethod(kind);
  if (method === undefined)
    return [
      unknownKind(
        `${at}/kind`,
        kind,
        LEAF_METHODS.map((each) => each.kind),
      ),
    ];
  const shape = checkShape(method.parameters, score, at);
  if (shape.length > 0) return shape;
  const context = leafContext(check.document, check.environment, check.facts, leaf, at, (inner, place) =>
    checkScore(check, leaf, inner, place),
  );
  const references = (method.references?.(score as never, context) ?? []).flatMap((id) =>
    unknownFact(id, check.facts, at),
  );
  if (references.length > 0) return references;
  return [...checkFactType(check, leaf, method, at), ...(method.check?.(score as never, context) ?? [])];
}

function checkFactType(
  { facts }: SchemeCheck,
  leaf: Leaf,
  method: { facts: readonly string[]; factOptional?: boolean; relative: boolean; title: { zh: string; en: string } },
  at: string,
): Finding[] {
  if (method.facts.length === 0)
    return leaf.fact === undefined
      ? []
      : [
          found(
            at,
            "scheme-fact-unused",
            `“${method.title.zh}”不读取 fact`,
            `"${method.title.en}" does not read the fact`,
            "warning",
          ),
        ];
  if (leaf.fact === undefined)
    return method.factOptional ? [] : [found(at, "scheme-fact-missing", "缺少 fact", "The fact is missing")];
  const fact = facts.get(leaf.fact);
  if (fact === undefined || method.facts.includes(fact.type)) return [];
  if (fact.type === "boolean" && method.relative)
    return [
      found(
        at,
        "scheme-yes-no-ranked",
        `“${fact.id}”是是/否指标，不能排序分档：请用 boolean 直接给分`,
        `"${fact.id}" is a yes/no; it cannot be ranked or binned: give its points with boolean`,
      ),
    ];
  return [
    found(
      at,
      "scheme-fact-type",
      `“${method.title.zh}”要求 ${method.facts.join("/")} 类型，“${fact.id}”是 ${fact.type}`,
      `"${method.title.en}" takes ${method.facts.join("/")}; "${fact.id}" is ${fact.type}`,
    ),
  ];
}

function checkGroup(
  check: SchemeCheck,
  group: Exclude<ReturnType<typeof nodesOf>[number]["node"], Leaf>,
  at: string,
): Finding[] {
  const kind = findCombination(group.combine.kind);
  if (kind === undefined)
    return [
      unknownKind(
        `${at}/combine/kind`,
        group.combine.kind,
        COMBINATIONS.map((each) => each.kind),
      ),
    ];
  const shape = checkShape(kind.parameters, group.combine, `${at}/combine`);
  if (shape.length > 0) return shape;
  const references = (kind.references?.(group.combine as never) ?? []).flatMap((id) =>
    unknownFact(id, check.facts, `${at}/combine`),
  );
  if (references.length > 0) return references;
  return (
    kind.check?.(group.combine as never, { group, at, facts: check.facts, step: check.document.numeric.step }) ?? []
  );
}

function checkOutcome({ document, environment, facts }: SchemeCheck): Finding[] {
  const ids = new Set(nodesOf(document).map(({ node }) => node.id));
  const breakers = document.outcome.rank.breakers.flatMap((breaker, index) => {
    const at = pointer("outcome", "rank", "breakers", index);
    if ("fact" in breaker) return unknownFact(breaker.fact, facts, `${at}/fact`);
    return ids.has(breaker.node)
      ? []
      : [found(`${at}/node`, "scheme-unknown-node", `没有节点“${breaker.node}”`, `There is no node "${breaker.node}"`)];
  });
  const rules = document.outcome.rules.flatMap((rule, index) => {
    const at = pointer("outcome", "rules", index);
    const kind = findOutcomeRule(rule.kind);
    if (kind === undefined)
      return [
        unknownKind(
          `${at}/kind`,
          rule.kind,
          OUTCOME_RULES.map((each) => each.kind),
        ),
      ];
    const shape = checkShape(kind.parameters, rule, at);
    return shape.length > 0 ? shape : (kind.check?.(rule as never, { document, environment, at }) ?? []);
  });
  const noted = document.assume.flatMap(({ nodes }, index) =>
    (nodes ?? []).flatMap((id) =>
      ids.has(id)
        ? []
        : [
            found(
              pointer("assume", index, "nodes"),
              "scheme-unknown-node",
              `没有节点“${id}”`,
              `There is no node "${id}"`,
            ),
          ],
    ),
  );
  return [...breakers, ...rules, ...noted];
}

function unknownKind(at: string, kind: string, known: readonly string[]): Finding {
  const hint = didYouMean(kind, known);
  return found(
    at,
    "scheme-unknown-kind",
    `不认识的类型“${kind}”${hint.zh}；可用：${known.join("、")}`,
    `Unknown kind "${kind}"${hint.en}; known: ${known.join(", ")}`,
  );
}

/** Weights that were printed cite a clause; only those that people fixed cite a round. */
function checkSource({ weights }: SchemeDocument): Finding[] {
  if (weights?.kind !== "printed" || weights.round === undefined) return [];
  return [
    found(
      "/weights/round",
      "scheme-weights-round",
      "照录通知的权重不来自征询轮次：请删除 round，或改写 kind",
      "Printed weights come from no round: remove round, or mend kind",
    ),
  ];
}

/** Facts that nothing reads are a mistake of the author, or of the source. */
function checkUse({ document, environment }: SchemeCheck): Finding[] {
  const text = JSON.stringify([document.root, document.outcome, document.cohorts ?? {}]);
  const words = new Set(text.match(/[a-z][a-z0-9_]*/g));
  const sources = [
    ...document.eligibility.flatMap(({ when, assert }) => [when ?? "", assert]),
    ...document.facts.map(({ computed }) => computed ?? ""),
  ];
  const read = new Set(
    sources.flatMap((source) => (source === "" ? [] : (compileExact(source, environment).program?.references ?? []))),
  );
  return document.facts.flatMap(({ id }, index) =>
    read.has(id) || words.has(id)
      ? []
      : [
          found(
            pointer("facts", index),
            "scheme-fact-unread",
            `没有规则用到“${id}”`,
            `Nothing reads "${id}"`,
            "warning",
          ),
        ],
  );
}
