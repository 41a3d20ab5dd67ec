import { type Static, Type } from "@sinclair/typebox";
import { TextDocument } from "../problems/text-document.ts";
import { CodeId, FieldId } from "./ids.ts";
import { PrintDocument } from "./print-document.ts";

/**
 * What a form definition may say (`form-schemas/<programme>/<form>.form.json`).
 *
 * This TypeBox schema is the single source of the meta-schema in `form-schemas/_meta` and of the TypeScript types.
 * One document holds the JSON Schema (draft-07, a closed set of keywords), the layout in the paper's order, the rules,
 * the calculations and the evidence. Field ids are CEL identifiers: `snake_case`, never reused, and free of the year,
 * because titles roll with the round: `{year}` and `{year-1}` inside any text are replaced by the report year.
 */

const closed = { additionalProperties: false } as const;

/** CEL expression over the form's fields; the static guard of core/rules limits what it may do. */
export const Expression = Type.String({ minLength: 1, maxLength: 2000 });
const Level = Type.Union([Type.Literal("error"), Type.Literal("warning"), Type.Literal("info")]);

/** One choice of a field: `const` is what is stored (lower-kebab), `title` what the paper prints. */
const Choice = Type.Object(
  {
    const: Type.Union([Type.String({ maxLength: 64 }), Type.Number(), Type.Boolean()]),
    title: Type.String({ minLength: 1, maxLength: 200 }),
    "x-en": Type.Optional(Type.String({ maxLength: 400 })),
  },
  closed,
);

/** Named formats; there is no free `pattern` in a form. */
const Format = Type.Union([
  Type.Literal("date"),
  Type.Literal("year-month"),
  Type.Literal("credit-code"),
  Type.Literal("id-number"),
  Type.Literal("mobile"),
  Type.Literal("phone"),
  Type.Literal("postcode"),
  Type.Literal("email"),
  Type.Literal("url"),
]);

/** Where a measured period is not the report year itself: printed on the paper before the blank. */
const Period = Type.String({
  pattern:
    "^(\\{year(-[0-9])?\\}|asof-\\{year(-[0-9])?\\}|since-(\\{year(-[0-9])?\\}|[0-9]{4})|\\{year(-[0-9])?\\}-\\{year(\\+[0-9])?\\}|period)$",
});

const annotations = {
  title: Type.String({ minLength: 1, maxLength: 400 }),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  "x-en": Type.Optional(
    Type.Object({ title: Type.Optional(Type.String()), description: Type.Optional(Type.String()) }, closed),
  ),
  /** Unit id of form-schemas/_catalogue/units.json; the label as printed on the paper is the unit's own title. */
  "x-unit": Type.Optional(Type.String({ maxLength: 32 })),
  /** Id of form-schemas/_catalogue/indicators.json. */
  "x-indicator": Type.Optional(CodeId),
  "x-period": Type.Optional(Period),
  /** False for what the product asks beyond the paper form (eligibility facts the form forgot). Default true. */
  "x-paper": Type.Optional(Type.Boolean()),
  "x-visible": Type.Optional(Expression),
  "x-required": Type.Optional(Expression),
  "x-readonly": Type.Optional(Expression),
  /** Encrypted at rest, masked in answers, found only by a blind index. */
  "x-sensitive": Type.Optional(Type.Union([Type.Literal("id-number"), Type.Literal("phone")])),
  /** Tells who the applicant is: kept from blind experts. Without it, formats of numbers, addresses and sensitive fields are. */
  "x-identifying": Type.Optional(Type.Boolean()),
};

const StringField = Type.Object(
  {
    type: Type.Literal("string"),
    ...annotations,
    format: Type.Optional(Format),
    minLength: Type.Optional(Type.Integer({ minimum: 0 })),
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 })),
    /** Single choice. */
    oneOf: Type.Optional(Type.Array(Choice, { minItems: 2, maxItems: 500 })),
    /** Id of a code list in form-schemas/_catalogue/code-lists, instead of oneOf. */
    "x-code-list": Type.Optional(CodeId),
    /** The choice that opens a fill-in (其他____), and the text field that takes it. */
    "x-other": Type.Optional(Type.Object({ choice: Type.String(), field: FieldId }, closed)),
    "x-widget": Type.Optional(Type.Union([Type.Literal("long-text"), Type.Literal("radio"), Type.Literal("select")])),
  },
  closed,
);

const NumberField = Type.Object(
  {
    type: Type.Union([Type.Literal("number"), Type.Literal("integer")]),
    ...annotations,
    minimum: Type.Optional(Type.Number()),
    maximum: Type.Optional(Type.Number()),
    multipleOf: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  closed,
);

const BooleanField = Type.Object({ type: Type.Literal("boolean"), ...annotations }, closed);

/** Ticks: several choices of one group. */
const ChoicesField = Type.Object(
  {
    type: Type.Literal("array"),
    ...annotations,
    items: Type.Object(
      { type: Type.Literal("string"), oneOf: Type.Array(Choice, { minItems: 2, maxItems: 500 }) },
      closed,
    ),
    minItems: Type.Optional(Type.Integer({ minimum: 0 })),
    maxItems: Type.Integer({ minimum: 1, maximum: 500 }),
    uniqueItems: Type.Literal(true),
    "x-other": Type.Optional(Type.Object({ choice: Type.String(), field: FieldId }, closed)),
  },
  closed,
);

/** A table of the paper: rows of plain cells. */
const TableField = Type.Object(
  {
    type: Type.Literal("array"),
    ...annotations,
    items: Type.Object(
      {
        type: Type.Literal("object"),
        properties: Type.Record(FieldId, Type.Union([StringField, NumberField, BooleanField])),
        required: Type.Optional(Type.Array(FieldId)),
        additionalProperties: Type.Literal(false),
      },
      closed,
    ),
    minItems: Type.Optional(Type.Integer({ minimum: 0 })),
    maxItems: Type.Integer({ minimum: 1, maximum: 5000 }),
    /** Rows the paper prints with fixed labels (one label a row, in the first column). */
    "x-rows": Type.Optional(Type.Array(Type.String(), { maxItems: 200 })),
  },
  closed,
);

/** One field of a form. */
export const FieldSchema = Type.Union([StringField, NumberField, BooleanField, ChoicesField, TableField]);

const By = Type.Union([
  Type.Literal("applicant"),
  Type.Literal("county"),
  Type.Literal("city"),
  Type.Literal("province"),
  Type.Literal("other"),
]);

/**
 * What stands in a section, in the paper's order. Each field is placed exactly once.
 * A sentence is the paper's own wording with its blanks in place: `园区面积{{area_park}}平方米；…`.
 */
export const LayoutItem = Type.Union([
  Type.Object({ field: FieldId }, closed),
  Type.Object(
    {
      sentence: Type.String({ minLength: 1, maxLength: 4000 }),
      /** The number the paper prints before the sentence (`3.`); not unique on some papers. */
      no: Type.Optional(Type.String()),
      /** The sentence in English, with the same blanks. */
      en: Type.Optional(Type.String({ minLength: 1, maxLength: 8000 })),
    },
    closed,
  ),
  Type.Object({ seal: FieldId, title: TextDocument, by: By }, closed),
  /** Filled in by an authority, not by the applicant. */
  Type.Object(
    {
      official: FieldId,
      title: TextDocument,
      kind: Type.Union([Type.Literal("text"), Type.Literal("long-text"), Type.Literal("date")]),
      by: By,
    },
    closed,
  ),
  Type.Object({ note: TextDocument }, closed),
]);

/** A heading of the paper form; `group` is the row title of the paper's left column. */
export const Section = Type.Object(
  {
    id: CodeId,
    title: TextDocument,
    /** Title of the enclosing block on paper (服务体系及设施 above 硬件设施). */
    block: Type.Optional(TextDocument),
    help: Type.Optional(TextDocument),
    visible: Type.Optional(Expression),
    items: Type.Array(LayoutItem, { minItems: 1, maxItems: 400 }),
  },
  closed,
);

/** A rule holds when `assert` is true; blanks leave it unevaluated. */
export const Rule = Type.Object(
  {
    id: CodeId,
    when: Type.Optional(Expression),
    assert: Expression,
    level: Level,
    /** Fields the finding is shown at; at least one. */
    at: Type.Array(FieldId, { minItems: 1, maxItems: 20 }),
    message: TextDocument,
    source: Type.Optional(Type.String()),
    /** True for an eligibility rule: also asked in the pre-check, before any account. */
    precheck: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** A computed field. The server recomputes and refuses a differing client value. */
export const Calculation = Type.Object(
  {
    target: FieldId,
    value: Expression,
    /** Decimal places, half away from zero. */
    round: Type.Optional(Type.Integer({ minimum: 0, maximum: 12 })),
    /** What the target becomes when an input is blank. */
    onUnknown: Type.Literal("blank"),
  },
  closed,
);

/** One required or optional paper of evidence. */
export const EvidenceRequirement = Type.Object(
  {
    id: CodeId,
    title: TextDocument,
    hint: Type.Optional(TextDocument),
    /** CEL: required only then. */
    when: Type.Optional(Expression),
    for: Type.Optional(Type.Array(FieldId, { maxItems: 100 })),
    /** A paper that says who the applicant is and little else: blind experts do not get it. */
    identifying: Type.Optional(Type.Boolean()),
    minFiles: Type.Integer({ minimum: 0, maximum: 50 }),
    maxFiles: Type.Integer({ minimum: 1, maximum: 50 }),
    types: Type.Array(
      Type.Union([
        Type.Literal("pdf"),
        Type.Literal("image"),
        Type.Literal("docx"),
        Type.Literal("xlsx"),
        Type.Literal("video"),
      ]),
      { minItems: 1 },
    ),
    maxSizeMb: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 500 })),
    source: Type.Optional(Type.String()),
  },
  closed,
);

/** Where the notice contradicts itself: which reading this definition takes. */
const Reading = Type.Object(
  {
    inconsistency: Type.Optional(Type.String()),
    at: Type.Optional(Type.Array(Type.String())),
    reading: TextDocument,
  },
  closed,
);

/** A form definition, whole. */
export const FormDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-form/1"),
    /** `<programme>/<form>`, the path below form-schemas. */
    id: Type.String({ pattern: "^[a-z0-9-]+/[a-z0-9-]+$", maxLength: 128 }),
    title: TextDocument,
    /** Who fills it: an organisation or a natural person. Roster and summary tables may be filled by an authority. */
    subject: Type.Union([Type.Literal("organisation"), Type.Literal("person"), Type.Literal("authority")]),
    /** The report year of the notice itself: the default for `{year}`. */
    reportYear: Type.Integer({ minimum: 2000, maximum: 2100 }),
    schema: Type.Object(
      {
        $schema: Type.Optional(Type.Literal("http://json-schema.org/draft-07/schema#")),
        type: Type.Literal("object"),
        properties: Type.Record(FieldId, FieldSchema),
        required: Type.Optional(Type.Array(FieldId)),
        additionalProperties: Type.Literal(false),
      },
      closed,
    ),
    layout: Type.Object({ sections: Type.Array(Section, { minItems: 1, maxItems: 100 }) }, closed),
    rules: Type.Array(Rule, { maxItems: 500 }),
    calculations: Type.Array(Calculation, { maxItems: 200 }),
    evidence: Type.Array(EvidenceRequirement, { maxItems: 200 }),
    source: Type.Object(
      {
        notice: Type.String(),
        annex: Type.Optional(Type.String()),
        /** True for a form the notice demands but does not print. */
        designedByUs: Type.Optional(Type.Boolean()),
        readings: Type.Array(Reading),
      },
      closed,
    ),
    print: Type.Optional(PrintDocument),
  },
  closed,
);

export type FormDocument = Static<typeof FormDocument>;
export type FieldSchema = Static<typeof FieldSchema>;
export type Section = Static<typeof Section>;
export type LayoutItem = Static<typeof LayoutItem>;
export type Rule = Static<typeof Rule>;
export type Calculation = Static<typeof Calculation>;
export type EvidenceRequirement = Static<typeof EvidenceRequirement>;
