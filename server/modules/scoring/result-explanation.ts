import type { ExplanationNode, ResultExplanation, RunResult } from "../../../core/contracts/scoring.ts";
import { type Locale, type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import { type CompiledNode, type CompiledScheme, leafContext } from "../../../core/scoring/compile-scheme.ts";
import { formatExact } from "../../../core/scoring/exact.ts";
import { explain } from "../../../core/scoring/explain.ts";
import { factText, factValue } from "../../../core/scoring/fact-table.ts";
import { findLeafMethod } from "../../../core/scoring/leaf-methods.ts";
import { pointsAt, type ScoringRun } from "../../../core/scoring/run.ts";
import type { LeafTrace, ResultTrace } from "../../../core/scoring/trace.ts";
import type { FactWords } from "./fact-words.ts";

/** Every point of a run in words: the input, the rule and the clause it rests on. */

/** Points of the first level below the root, in the order of the scheme. */
export function explainGroups(run: ScoringRun, row: number): RunResult["groups"] {
  const { nodes } = run.scheme;
  return (nodes[0]?.children ?? []).map((place) => {
    const node = nodes[place] as CompiledNode;
    const points = pointsAt(run, place, row);
    return { id: node.id, title: titleOf(node), points: points === null ? "0" : formatExact(points) };
  });
}

/** The preconditions that concern an applicant, each with what it was judged on. */
export function explainPreconditions(
  run: ScoringRun,
  row: number,
  words: FactWords,
): ResultExplanation["preconditions"] {
  const lookup = (name: string) => {
    const column = run.table.columns.get(name);
    return column === undefined ? undefined : factValue(column, row);
  };
  return run.scheme.eligibility.flatMap(({ rule, when, assert }) => {
    if (when?.run(lookup) === false) return [];
    const outcome = assert.run(lookup);
    const holds = typeof outcome === "boolean" ? outcome : null;
    const verdict = VERDICTS[String(holds) as keyof typeof VERDICTS];
    const message = toLocalText(rule.message);
    const inputs = inputsOf(run, row, assert.references, words);
    return [
      {
        id: rule.id,
        holds,
        sentence: {
          zh: `${verdict.zh}：${message.zh}${inputs.zh === "" ? "" : `（${inputs.zh}）`}`,
          en: `${verdict.en}: ${message.en}${inputs.en === "" ? "" : ` (${inputs.en})`}`,
        },
        basis: rule.basis,
      },
    ];
  });
}

const VERDICTS = {
  true: { zh: "符合", en: "Met" },
  false: { zh: "不符合", en: "Not met" },
  null: { zh: "未填报，无法判断", en: "Not given, cannot be judged" },
};

/** The whole tree in the order of the scheme, each leaf with its sentence and the files behind its input. */
export function explainNodes(
  run: ScoringRun,
  row: number,
  trace: ResultTrace,
  words: FactWords,
  evidenceOf: (factIds: readonly string[]) => string[],
): ExplanationNode[] {
  const { nodes } = run.scheme;
  const leaves = new Map(trace.leaves.map((leaf) => [leaf.id, leaf]));
  return nodes.map((node, place): ExplanationNode => {
    const points = pointsAt(run, place, row);
    const { max, basis } = (node.leaf ?? node.group)?.node ?? {};
    const leaf = leaves.get(node.id);
    const facts = node.leaf === null ? [] : factsOfLeaf(run.scheme, node);
    const shown = leaf === undefined ? null : inputsOf(run, row, facts, words);
    return {
      id: node.id,
      depth: depthOf(nodes, place),
      kind: leaf === undefined ? "group" : "leaf",
      title: titleOf(node),
      basis: basis ?? null,
      input: shown === null || shown.zh === "" ? null : shown.zh,
      points: points === null ? null : formatExact(points),
      max: max === undefined ? null : String(max),
      contribution: leaf?.contribution ?? null,
      sentence: leaf === undefined || shown === null ? null : sentenceOf(spoken(run, leaf, words), shown),
      flags: leaf?.flags ?? [],
      evidence: evidenceOf(facts.flatMap((id) => submittedFacts(run.scheme, id))),
    };
  });
}

/** A trace with its input and unit in the words of one language. */
type Spoken = Record<Locale, LeafTrace>;

function spoken(run: ScoringRun, leaf: LeafTrace, words: FactWords): Spoken {
  const fact = leaf.fact === null ? undefined : run.scheme.facts.get(leaf.fact);
  if (fact === undefined) return { zh: leaf, en: leaf };
  const unit = words.unit(fact);
  const value = leaf.raw === null ? null : words.value(fact, leaf.raw);
  const inWords = (locale: Locale): LeafTrace => {
    const raw = value === null ? null : value[locale];
    return { ...leaf, raw, treated: leaf.treated === leaf.raw ? raw : leaf.treated, unit: unit[locale] || null };
  };
  return { zh: inWords("zh"), en: inWords("en") };
}

/** One leaf as one sentence; a rule that reads several facts shows all of them behind its title. */
function sentenceOf(leaf: Spoken, input: LocalText): LocalText {
  const inWords = (locale: Locale, colon: string): string => {
    const text = explain(leaf[locale], locale);
    const title = leaf[locale].title[locale];
    if (leaf[locale].fact !== null || input[locale] === "" || !text.startsWith(title)) return text;
    return `${title}${colon}${input[locale]}${text.slice(title.length)}`;
  };
  return { zh: inWords("zh", "："), en: inWords("en", ": ") };
}

/** Facts with their titles and units: 年度直播销售额 730 万元、示范直播基地 是. */
function inputsOf(run: ScoringRun, row: number, factIds: readonly string[], words: FactWords): LocalText {
  const parts = factIds.flatMap((id) => {
    const fact = run.scheme.facts.get(id);
    const column = run.table.columns.get(id);
    if (fact === undefined || column === undefined) return [];
    const title = toLocalText(fact.title);
    const text = factText(column, row);
    if (text === null) return [{ zh: `${title.zh} 未填报`, en: `${title.en} not given` }];
    const value = words.value(fact, text);
    const unit = words.unit(fact);
    return [{ zh: `${title.zh} ${value.zh} ${unit.zh}`.trim(), en: `${title.en} ${value.en} ${unit.en}`.trim() }];
  });
  return { zh: parts.map(({ zh }) => zh).join("、"), en: parts.map(({ en }) => en).join(", ") };
}

/** Facts a leaf reads: its own, and those its rule names. */
function factsOfLeaf(scheme: CompiledScheme, node: CompiledNode): string[] {
  const leaf = node.leaf?.node;
  const method = leaf === undefined ? undefined : findLeafMethod(leaf.score.kind);
  if (leaf === undefined || method === undefined) return [];
  const context = leafContext(
    scheme.document,
    scheme.environment,
    scheme.facts,
    leaf,
    `${node.pointer}/score`,
    () => [],
  );
  const named = method.references?.(leaf.score as never, context) ?? [];
  return [...new Set([...(leaf.fact === undefined ? [] : [leaf.fact]), ...named])];
}

/** The submitted facts behind one: itself, or those a computed one is made of. */
function submittedFacts(scheme: CompiledScheme, id: string): string[] {
  const computed = scheme.computed.find(({ fact }) => fact.id === id);
  return computed === undefined ? [id] : computed.program.references.flatMap((name) => submittedFacts(scheme, name));
}

function depthOf(nodes: readonly CompiledNode[], place: number): number {
  let depth = 0;
  for (let at = nodes[place]?.parent ?? -1; at >= 0; at = nodes[at]?.parent ?? -1) depth += 1;
  return depth;
}

function titleOf(node: CompiledNode): LocalText {
  return toLocalText((node.leaf ?? node.group)?.node.title ?? node.id);
}
