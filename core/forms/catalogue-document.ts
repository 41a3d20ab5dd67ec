import { type Static, Type } from "@sinclair/typebox";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { TextDocument } from "../problems/text-document.ts";
import { CodeId } from "./ids.ts";

/** What forms of all programmes share (`form-schemas/_catalogue`): units, indicators and code lists. */

const closed = { additionalProperties: false } as const;

/** A unit as printed on paper. Units of one base convert by their factors: value × factor = value in the base. */
const Unit = Type.Object(
  {
    /** The label as printed (万元); fields name the unit by it. */
    id: Type.String({ minLength: 1, maxLength: 32 }),
    title: TextDocument,
    dimension: CodeId,
    base: Type.String({ minLength: 1, maxLength: 32 }),
    factor: Type.Number({ exclusiveMinimum: 0 }),
  },
  closed,
);

export const UnitsDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-units/1"),
    units: Type.Array(Unit, { minItems: 1, maxItems: 500 }),
  },
  closed,
);

/**
 * A named measure; forms of all programmes point at it, so that a value given once is offered again and compared. Its
 * texts say {year} and {year-1} like those of a form.
 */
const Indicator = Type.Object(
  {
    id: CodeId,
    title: TextDocument,
    /** Unit id; absent for a yes or no. */
    unit: Type.Optional(Type.String({ maxLength: 32 })),
    kind: Type.Union([Type.Literal("amount"), Type.Literal("count"), Type.Literal("share"), Type.Literal("yes-no")]),
    definition: TextDocument,
    formula: Type.Optional(TextDocument),
    /** Hint on the papers that prove the figure. */
    evidence: Type.Optional(TextDocument),
    /** With which figures it is compared, and with which it must not be. */
    comparability: Type.Optional(TextDocument),
    /** Heading of the national scheme the measure stands under. */
    group: Type.Optional(TextDocument),
    source: Type.Optional(Type.String()),
  },
  closed,
);

export const IndicatorsDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-indicators/1"),
    indicators: Type.Array(Indicator, { minItems: 1, maxItems: 2000 }),
  },
  closed,
);

export const CodeListDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-code-list/1"),
    id: CodeId,
    title: TextDocument,
    codes: Type.Array(
      Type.Object({ code: Type.String({ minLength: 1, maxLength: 64 }), title: TextDocument }, closed),
      {
        minItems: 2,
        maxItems: 5000,
      },
    ),
  },
  closed,
);

export type Unit = Static<typeof Unit>;
type Indicator = Static<typeof Indicator>;
export type UnitsDocument = Static<typeof UnitsDocument>;
export type IndicatorsDocument = Static<typeof IndicatorsDocument>;
export type CodeListDocument = Static<typeof CodeListDocument>;

/** The catalogue as forms use it. Build it with `catalogueOf`. */
export interface FormCatalogue {
  units: ReadonlyMap<string, Unit>;
  indicators: ReadonlyMap<string, Indicator>;
  codeLists: ReadonlyMap<string, CodeListDocument>;
}

/** Makes a catalogue of checked documents. */
export function catalogueOf(documents: {
  units?: UnitsDocument;
  indicators?: IndicatorsDocument;
  codeLists?: readonly CodeListDocument[];
}): FormCatalogue {
  return {
    units: new Map(documents.units?.units.map((unit) => [unit.id, unit])),
    indicators: new Map(documents.indicators?.indicators.map((indicator) => [indicator.id, indicator])),
    codeLists: new Map(documents.codeLists?.map((list) => [list.id, list])),
  };
}

/** Checks a unit list: shape, ids used once, bases present and of factor 1. */
export function checkUnits(document: unknown): Finding[] {
  const findings = checkShape(UnitsDocument, document);
  if (findings.length > 0) return findings;
  const { units } = document as UnitsDocument;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  units.forEach((unit, index) => {
    const base = byId.get(unit.base);
    if (base === undefined || base.dimension !== unit.dimension || base.factor !== 1)
      findings.push(finding("catalogue-unit-base", `/units/${index}/base`, { id: unit.id, base: unit.base }));
  });
  return [...findings, ...repeated(units, "units")];
}

/** Checks an indicator list against the units: shape, ids used once, units known. */
export function checkIndicators(document: unknown, units: ReadonlyMap<string, Unit>): Finding[] {
  const findings = checkShape(IndicatorsDocument, document);
  if (findings.length > 0) return findings;
  const { indicators } = document as IndicatorsDocument;
  indicators.forEach((indicator, index) => {
    if (indicator.unit !== undefined && !units.has(indicator.unit))
      findings.push(finding("form-unknown-unit", `/indicators/${index}/unit`, { id: indicator.unit, hint: "" }));
  });
  return [...findings, ...repeated(indicators, "indicators")];
}

/** Checks a code list: shape, codes used once. */
export function checkCodeList(document: unknown): Finding[] {
  const findings = checkShape(CodeListDocument, document);
  if (findings.length > 0) return findings;
  return repeated(
    (document as CodeListDocument).codes.map(({ code }) => ({ id: code })),
    "codes",
  );
}

function repeated(entries: readonly { id: string }[], list: string): Finding[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [finding("catalogue-duplicate", `/${list}/${index}`, { id })];
  });
}
