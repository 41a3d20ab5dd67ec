import { type Static, Type } from "@sinclair/typebox";
import { TextDocument } from "../problems/text-document.ts";
import { ROUNDINGS } from "./exact.ts";

/**
 * What a scheme may say (`scoring-schemas/<programme>/<scheme>.scheme.json`): an evaluation table of a notice as data.
 *
 * A scheme keeps three things apart: what the notice says (`basis`, on every node), what it leaves open and is assumed
 * (`assume`, shown on every result), and what cannot be modelled (`untranslated`). Nothing is assumed silently: missing
 * facts, directions, ties, open and closed ends, cohorts and rounding are all written down.
 *
 * The `score` of a leaf, the `combine` of a group and the rules of the outcome name a kind of the lists in
 * leaf-methods.ts, combinations.ts and outcome-rules.ts; each kind declares its own parameters.
 */

const closed = { additionalProperties: false } as const;

export const NodeId = Type.String({ pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", maxLength: 64 });
export const FactId = Type.String({ pattern: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$", maxLength: 64 });
export const Expression = Type.String({ minLength: 1, maxLength: 2000 });
export const Basis = Type.String({ minLength: 1, maxLength: 400 });
/** A decimal, best written as text so that it stays as printed ("2.40"). */
export const Decimal = Type.Union([
  Type.String({ pattern: "^-?[0-9]{1,15}(\\.[0-9]{1,12})?$" }),
  Type.Number({ minimum: -1e15, maximum: 1e15 }),
]);
export const RoundingDocument = Type.Union(ROUNDINGS.map((mode) => Type.Literal(mode)));
const Precision = Type.Object(
  { places: Type.Integer({ minimum: 0, maximum: 18 }), rounding: RoundingDocument },
  closed,
);

/** One column of the table of facts. */
export const Fact = Type.Object(
  {
    id: FactId,
    title: TextDocument,
    type: Type.Union([Type.Literal("number"), Type.Literal("boolean"), Type.Literal("text"), Type.Literal("set")]),
    unit: Type.Optional(Type.String({ maxLength: 32 })),
    /** Places at which two submitted values count as equal (rounded half-up on reading). Without it: as written. */
    decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 18 })),
    /** Expression over the answers of the form; without it the answer with the fact's own id. */
    from: Type.Optional(Expression),
    /** The attached form (its id in the programme) whose answers it is read from, instead of the declared form. */
    attached: Type.Optional(NodeId),
    /** Name of the city, or of city and county, the applicant lies in; where there is no county, of the city alone. */
    meta: Type.Optional(Type.Union([Type.Literal("city"), Type.Literal("county")])),
    /** Expression over other facts, instead of a submitted value. */
    computed: Type.Optional(Expression),
    /** Codes a text or set may hold. */
    choices: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 500 })),
    minimum: Type.Optional(Decimal),
    maximum: Type.Optional(Decimal),
  },
  closed,
);

/** A precondition, veto or ban: `assert` must hold (where `when` holds, if given). */
export const Eligibility = Type.Object(
  {
    id: NodeId,
    when: Type.Optional(Expression),
    assert: Expression,
    /** exclude: no total and outside every cohort; no-total: no total; flag: shown only. */
    effect: Type.Union([Type.Literal("exclude"), Type.Literal("no-total"), Type.Literal("flag")]),
    /** What an unanswered fact means here. */
    unknown: Type.Union([Type.Literal("fails"), Type.Literal("passes")]),
    message: TextDocument,
    basis: Basis,
  },
  closed,
);

/** Groups of applicants, by the value of a fact (mapped or as it is) or by a condition. */
export const Cohort = Type.Object(
  {
    title: TextDocument,
    by: Type.Optional(FactId),
    /** Value of the fact to the name of the group; a value not listed stands in no cohort. */
    map: Type.Optional(Type.Record(Type.String(), Type.String({ minLength: 1 }))),
    /** Those for whom it holds are the cohort. */
    where: Type.Optional(Expression),
    basis: Basis,
  },
  closed,
);

export const Panel = Type.Object(
  {
    title: TextDocument,
    /** Lowest and highest mark an expert may give. */
    scale: Type.Tuple([Decimal, Decimal]),
    /** Fewer counted marks than this: no points, the leaf is missing. */
    minimum: Type.Integer({ minimum: 1, maximum: 100 }),
    pool: Type.Union([
      Type.Object({ kind: Type.Literal("mean") }, closed),
      Type.Object({ kind: Type.Literal("median") }, closed),
      Type.Object(
        {
          kind: Type.Literal("trimmed"),
          dropHigh: Type.Integer({ minimum: 0, maximum: 10 }),
          dropLow: Type.Integer({ minimum: 0, maximum: 10 }),
        },
        closed,
      ),
    ]),
    blind: Type.Boolean(),
    conflicts: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 }),
    basis: Basis,
  },
  closed,
);

/** A part of the document whose exact parameters its kind declares. */
const OfKind = Type.Object({ kind: Type.String({ maxLength: 64 }) }, { additionalProperties: true });

export const Missing = Type.Union([
  Type.Literal("zero"),
  Type.Literal("reject"),
  Type.Literal("not-applicable"),
  Type.Literal("ask"),
  Type.Object({ points: Decimal }, closed),
  Type.Object({ impute: Type.Union([Type.Literal("mean"), Type.Literal("median")]), within: Type.String() }, closed),
]);

/** Treatment of extreme values before a method sees them; every treated value is logged. */
export const Outliers = Type.Union([
  Type.Object(
    {
      kind: Type.Literal("winsorise"),
      /** Shares of the cohort at either end that are drawn in to the quantile (type 7), e.g. "0.05". */
      lower: Decimal,
      upper: Decimal,
      cohort: Type.String(),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal("cap"), low: Type.Optional(Decimal), high: Type.Optional(Decimal) }, closed),
]);

const nodeBase = {
  id: NodeId,
  title: TextDocument,
  basis: Basis,
  /** Weight as printed; read by a weighted parent. */
  weight: Type.Optional(Decimal),
  /** Full marks as printed; checked, never a silent cap. */
  max: Type.Optional(Decimal),
};

export const Leaf = Type.Object(
  {
    ...nodeBase,
    fact: Type.Optional(FactId),
    score: OfKind,
    missing: Missing,
    outliers: Type.Optional(Outliers),
  },
  closed,
);

export const SchemeNode = Type.Recursive(
  (This) =>
    Type.Union([
      Leaf,
      Type.Object(
        {
          ...nodeBase,
          combine: OfKind,
          /** The least share of the weight that must be scored; below it the whole group is missing and rejects. */
          availability: Type.Optional(Decimal),
          children: Type.Array(This, { minItems: 1, maxItems: 500 }),
        },
        closed,
      ),
    ]),
  { $id: "SchemeNode" },
);

const TieBreaker = Type.Union([
  Type.Object({ node: NodeId, better: Type.Union([Type.Literal("higher"), Type.Literal("lower")]) }, closed),
  Type.Object({ fact: FactId, better: Type.Union([Type.Literal("higher"), Type.Literal("lower")]) }, closed),
]);

export const Outcome = Type.Object(
  {
    rank: Type.Object(
      {
        /** exact: the unrounded total; total: as rounded for publication. */
        on: Type.Union([Type.Literal("exact"), Type.Literal("total")]),
        /** 1224 shares the better place, 1334 the worse, 1223 leaves no hole, 1234 breaks ties by id. */
        ties: Type.Union([Type.Literal("1224"), Type.Literal("1223"), Type.Literal("1334"), Type.Literal("1234")]),
        breakers: Type.Array(TieBreaker, { maxItems: 10 }),
        /** "all", or the cohort inside which places are counted. */
        within: Type.String(),
      },
      closed,
    ),
    rules: Type.Array(OfKind, { maxItems: 50 }),
  },
  closed,
);

const Note = Type.Object(
  { text: TextDocument, basis: Type.Optional(Basis), nodes: Type.Optional(Type.Array(NodeId)) },
  closed,
);

export const SchemeDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-scheme/1"),
    id: Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$" }),
    title: TextDocument,
    basis: Basis,
    /** The form whose answers the facts are read from. */
    form: Type.Optional(Type.String()),
    numeric: Type.Object(
      {
        /** Where a method divides or takes a root; sums and weights are never rounded. */
        step: Precision,
        /** The published total. */
        total: Precision,
      },
      closed,
    ),
    /** Who stands in a cohort: everyone in the run, or only those no precondition stops. */
    population: Type.Union([Type.Literal("all"), Type.Literal("eligible")]),
    facts: Type.Array(Fact, { minItems: 1, maxItems: 500 }),
    eligibility: Type.Array(Eligibility, { maxItems: 100 }),
    cohorts: Type.Optional(Type.Record(NodeId, Cohort)),
    panels: Type.Optional(Type.Record(NodeId, Panel)),
    root: SchemeNode,
    outcome: Outcome,
    /** Where the weights come from, when they were fixed by a round (Delphi, AHP). */
    weights: Type.Optional(
      Type.Object(
        {
          kind: Type.Union([Type.Literal("printed"), Type.Literal("delphi"), Type.Literal("ahp")]),
          /** The frozen round the weights follow from: id of the study, number of the round, hash of the result. */
          round: Type.Optional(Type.String({ pattern: "^[0-9a-z-]{1,64}/[1-9][0-9]{0,2}@[0-9a-f]{64}$" })),
          basis: Basis,
        },
        closed,
      ),
    ),
    assume: Type.Array(Note, { maxItems: 100 }),
    untranslated: Type.Array(Note, { maxItems: 100 }),
  },
  closed,
);

export type SchemeDocument = Static<typeof SchemeDocument>;
export type Fact = Static<typeof Fact>;
export type FactType = Fact["type"];
export type Eligibility = Static<typeof Eligibility>;
export type Cohort = Static<typeof Cohort>;
export type Panel = Static<typeof Panel>;
export type Leaf = Static<typeof Leaf>;
export type Outcome = Static<typeof Outcome>;
export type Missing = Static<typeof Missing>;
export type Outliers = Static<typeof Outliers>;
export type OfKind = Static<typeof OfKind>;
export interface Group {
  id: string;
  title: Leaf["title"];
  basis: string;
  weight?: string | number;
  max?: string | number;
  combine: OfKind;
  availability?: string | number;
  children: SchemeNode[];
}
export type SchemeNode = Leaf | Group;

export function isLeaf(node: SchemeNode): node is Leaf {
  return "score" in node;
}

/** All nodes with their pointers, parents before children, in the order of the document. */
export function nodesOf(document: SchemeDocument): { node: SchemeNode; pointer: string; parent: Group | null }[] {
  const found: { node: SchemeNode; pointer: string; parent: Group | null }[] = [];
  const visit = (node: SchemeNode, pointer: string, parent: Group | null) => {
    found.push({ node, pointer, parent });
    if (isLeaf(node)) return;
    for (const [index, child] of node.children.entries()) visit(child, `${pointer}/children/${index}`, node);
  };
  visit(document.root as SchemeNode, "/root", null);
  return found;
}
