import { type Static, Type } from "@sinclair/typebox";
import { CodeId } from "../forms/ids.ts";
import { TextDocument } from "../problems/text-document.ts";
import { AttachedForm, DocumentPath } from "./attached-form-document.ts";

/**
 * A programme (`programmes/<id>.programme.json`): everything a notice announces, by reference to the other documents.
 * An edition pins the programme and all it refers to under one hash.
 */

const closed = { additionalProperties: false } as const;

/** The clause a rule rests on, as the notice counts it. */
const Clause = Type.String({ minLength: 1, maxLength: 200 });

export const ProgrammeDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-programme/1"),
    id: CodeId,
    title: TextDocument,
    /** One sentence for the list of open programmes. */
    summary: TextDocument,
    /** Short word for the kind (示范企业), used by filters and file names. */
    kind: TextDocument,
    authority: Type.Object(
      { name: TextDocument, region: Type.String({ maxLength: 16 }), contact: Type.Optional(TextDocument) },
      closed,
    ),
    notice: Type.Object(
      {
        title: TextDocument,
        number: Type.Optional(Type.String()),
        publishedOn: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
        /** The notice in Markdown, shown on the public page. */
        body: Type.Optional(TextDocument),
      },
      closed,
    ),
    /** Public page: who may apply, what is needed, the steps. */
    guide: Type.Object(
      {
        whoMayApply: Type.Array(TextDocument),
        materials: Type.Array(TextDocument),
        steps: Type.Array(TextDocument),
        benefits: Type.Optional(Type.Array(TextDocument)),
      },
      closed,
    ),
    applicant: Type.Union([Type.Literal("organisation"), Type.Literal("person")]),
    /** The form that is declared. */
    form: DocumentPath,
    /** Tables and reports that go with it: roster, summary, written reports, yearly and change reports. */
    attachedForms: Type.Optional(Type.Array(AttachedForm, { maxItems: 40 })),
    scheme: Type.Optional(DocumentPath),
    workflow: CodeId,
    dashboards: Type.Array(CodeId),
    /** Defaults of a new round; dates and the year are set when the round is opened. */
    round: Type.Object(
      {
        yearOffset: Type.Integer({ minimum: -3, maximum: 0, description: "report year minus the year of the round" }),
        batches: Type.Array(
          Type.Object({ id: CodeId, title: TextDocument, month: Type.Integer({ minimum: 1, maximum: 12 }) }, closed),
        ),
        quota: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      closed,
    ),
    /** The text the applicant commits to at submission. */
    commitment: TextDocument,
    /** Name of the bundle of all materials: {city} {county} {applicant} {year} {kind} {programme}. */
    naming: Type.String({ minLength: 1, maxLength: 200 }),
    publicity: Type.Object(
      { workingDays: Type.Integer({ minimum: 1, maximum: 60 }), source: Type.Optional(Type.String()) },
      closed,
    ),
    /** The title (称号) that is awarded. */
    award: Type.Object(
      {
        name: TextDocument,
        /** Number of a title: {year} and {seq} (four digits). */
        numbering: Type.String({ pattern: "\\{seq\\}", maxLength: 64 }),
        validYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
        /** Years without a declaration after any cancellation; a ground may say another number. */
        coolDownYears: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
        /** Programmes of the authority with the same family refuse a banned applicant together. */
        family: Type.Optional(CodeId),
        /** Grounds on which a title is cancelled. */
        cancellation: Type.Optional(
          Type.Array(
            Type.Object(
              {
                id: CodeId,
                text: TextDocument,
                source: Clause,
                banYears: Type.Optional(Type.Integer({ minimum: 0, maximum: 50 })),
              },
              closed,
            ),
            { maxItems: 30 },
          ),
        ),
        /** Why somebody gets the title without a list; `from` names programmes whose titles are taken over at once. */
        recognition: Type.Optional(
          Type.Array(
            Type.Object(
              {
                id: CodeId,
                text: TextDocument,
                source: Clause,
                from: Type.Optional(Type.Array(CodeId, { minItems: 1 })),
              },
              closed,
            ),
            { maxItems: 30 },
          ),
        ),
        /** How many titles an effect of the scheme may give over all rounds. */
        caps: Type.Optional(
          Type.Array(
            Type.Object(
              {
                id: CodeId,
                text: TextDocument,
                source: Clause,
                effect: CodeId,
                places: Type.Integer({ minimum: 1 }),
                /** Counted in the calendar year of the day, or over all years. */
                per: Type.Union([Type.Literal("year"), Type.Literal("all")]),
                /** Last day on which it holds. */
                until: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
              },
              closed,
            ),
            { maxItems: 10 },
          ),
        ),
        /** While a title is valid: from how many months before its end its holder may declare again. Left out: always. */
        declareAgain: Type.Optional(
          Type.Object({ monthsBeforeEnd: Type.Integer({ minimum: 0, maximum: 240 }) }, closed),
        ),
        /** A choice of the form whose chosen options name the award in the title. */
        nameFrom: Type.Optional(Type.String({ pattern: "^[a-z][a-z0-9_]*$", maxLength: 64 })),
        /** True: the tier of the scoring run stands behind the name of the title; who has none gets no title. */
        nameFromTier: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    /** Whether an applicant sees the points of its own declaration after the list is published. */
    showScoreToApplicant: Type.Boolean(),
    readings: Type.Array(Type.Object({ inconsistency: Type.Optional(Type.String()), reading: TextDocument }, closed)),
  },
  closed,
);

export type ProgrammeDocument = Static<typeof ProgrammeDocument>;
