import type { Level, LocalText } from "../problems/finding.ts";
import { weightsSentence } from "../scoring/weighing/weights-source.ts";
import { type DocumentKind, type Documents, locateDocument } from "./document-paths.ts";

/**
 * The rule book of a programme: what its documents read into the notice, assume, leave open, check and ask proof of, each
 * with its clause. It is made from drafts as well, so it takes of every document what can be read and leaves the rest.
 */

export type RuleBookKind = "reading" | "assumption" | "open" | "weights" | "rule" | "calculation" | "evidence";

export interface RuleBookEntry {
  kind: RuleBookKind;
  /** Id of the contradiction (`INC-nnn`), the rule, the calculated field or the evidence; null for a remark. */
  id: string | null;
  text: LocalText;
  level?: Level;
  /** Clause of the notice. */
  source?: string;
  /** Ids of the fields or nodes concerned. */
  at: string[];
}

export interface RuleBookChapter {
  file: string;
  kind: DocumentKind;
  title: LocalText;
  entries: RuleBookEntry[];
}

type Loose = Record<string, unknown>;

/** The chapters in the order a programme is read: itself, its forms, its schemes. Documents that say nothing are left out. */
export function ruleBookOf(documents: Documents): RuleBookChapter[] {
  return (["programme", "form", "scheme"] as const).flatMap((kind) =>
    Object.keys(documents)
      .filter((path) => locateDocument(path)?.kind === kind)
      .sort()
      .flatMap((file) => {
        const document = looseOf(documents[file]);
        const entries = entriesOf[kind](document);
        return entries.length === 0 ? [] : [{ file, kind, title: textOf(document.title) ?? sameText(file), entries }];
      }),
  );
}

const entriesOf = {
  programme: (document: Loose) => readingsOf(document.readings),
  form: (document: Loose) => [
    ...readingsOf(looseOf(document.source).readings),
    ...listOf(document.rules).flatMap((rule) =>
      entryOf("rule", rule.id, rule.message, rule.source, rule.at, rule.level),
    ),
    ...listOf(document.calculations).flatMap(({ target, value }) =>
      entryOf("calculation", target, value, undefined, [target]),
    ),
    ...listOf(document.evidence).flatMap((paper) =>
      entryOf("evidence", paper.id, paper.title, paper.source, paper.for),
    ),
  ],
  scheme: (document: Loose) => [
    ...listOf(document.assume).flatMap((note) => noteOf("assumption", note)),
    ...listOf(document.untranslated).flatMap((note) => noteOf("open", note)),
    ...weightsOf(looseOf(document.weights)),
  ],
} satisfies Partial<Record<DocumentKind, (document: Loose) => RuleBookEntry[]>>;

function readingsOf(readings: unknown): RuleBookEntry[] {
  return listOf(readings).flatMap(({ inconsistency, reading, at }) =>
    entryOf("reading", inconsistency, reading, undefined, at),
  );
}

/** A note of a scheme cites the contradiction it settles in its basis: `附件6（INC-018）`. */
function noteOf(kind: RuleBookKind, { text, basis, nodes }: Loose): RuleBookEntry[] {
  const cited = typeof basis === "string" ? (basis.match(/INC-\d{3}/g) ?? []) : [];
  return entryOf(kind, cited.length > 0 ? cited.join("、") : null, text, basis, nodes);
}

/** Weights that people fixed cite the round they come from. */
function weightsOf({ kind, round, basis }: Loose): RuleBookEntry[] {
  if (typeof kind !== "string" || typeof basis !== "string") return [];
  const sentence = weightsSentence({ kind, basis, ...(typeof round === "string" && { round }) });
  return entryOf("weights", null, sentence, basis, []);
}

function entryOf(
  kind: RuleBookKind,
  id: unknown,
  text: unknown,
  source: unknown,
  at: unknown,
  level?: unknown,
): RuleBookEntry[] {
  const words = textOf(text);
  if (words === undefined) return [];
  return [
    {
      kind,
      id: typeof id === "string" ? id : null,
      text: words,
      ...(typeof source === "string" && { source }),
      ...((level === "error" || level === "warning" || level === "info") && { level }),
      at: Array.isArray(at) ? at.filter((each) => typeof each === "string") : [],
    },
  ];
}

function looseOf(value: unknown): Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

function listOf(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(looseOf) : [];
}

function textOf(value: unknown): LocalText | undefined {
  if (typeof value === "string") return sameText(value);
  const { zh, en } = looseOf(value);
  if (typeof zh !== "string") return undefined;
  return { zh, en: typeof en === "string" ? en : zh };
}

function sameText(text: string): LocalText {
  return { zh: text, en: text };
}
