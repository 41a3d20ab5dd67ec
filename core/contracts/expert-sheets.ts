import { type Static, Type } from "@sinclair/typebox";
import { CreditCode, closed, EmployerName, ExpertProfile, MarkVersion, nullable, Reason } from "./experts.ts";
import { RoundForm } from "./programmes.ts";
import { AnswersContract, Id, Instant, LocalTextContract } from "./shared.ts";

/**
 * For an expert, about nobody but the expert's own work:
 *   GET  /api/expert/profile                       -> OwnExpert (`profile` null until one is kept)
 *   PUT  /api/expert/profile                       OwnProfile -> OwnExpert (employer and fields; an owner decides on `active`)
 *   GET  /api/expert/conflicts                     -> ConflictList
 *   POST /api/expert/conflicts                     (Idempotency-Key) ConflictRequest -> ConflictList (never taken back; open
 *                                                  assignments it concerns end as `recused`)
 *   GET  /api/expert/assignments                   -> AssignmentList
 *   GET  /api/expert/assignments/:id               -> SheetView
 *   PUT  /api/expert/assignments/:id/draft         SaveSheet -> SheetReceipt (409 `conflict-revision`)
 *   POST /api/expert/assignments/:id/hand-in       (Idempotency-Key) HandIn -> SheetView (422 with findings at /marks/<item>)
 *   POST /api/expert/assignments/:id/changes       (Idempotency-Key) ChangeMark -> SheetView (handed in, panel not opened)
 *   POST /api/expert/assignments/:id/recusal       (Idempotency-Key) Recusal -> SheetView (before it is handed in)
 *   GET  /api/expert/assignments/:id/evidence/:evidenceId/content  the file (?inline=1 for pdf and image), without its name
 */

/** A mark as it was written: a decimal with two places at most, on the scale of the panel. */
export const MarkText = Type.String({ pattern: "^-?[0-9]{1,6}(\\.[0-9]{1,2})?$" });

export const OwnExpert = Type.Object({ id: Id, name: Type.String(), profile: nullable(ExpertProfile) });

export const Conflict = Type.Object({
  id: Id,
  /** The organisation it concerns; null when it was declared on a sheet, whose code stands in `code`. */
  organisation: nullable(Type.Object({ name: Type.String(), creditCode: nullable(Type.String()) })),
  code: nullable(Type.String()),
  reason: Type.String(),
  declaredAt: Instant,
});
export const ConflictList = Type.Object({ items: Type.Array(Conflict) });
/** A conflict with an organisation, known before any sheet. A conflict with a sheet is a Recusal. */
export const ConflictRequest = Type.Object(
  { name: EmployerName, creditCode: Type.Optional(CreditCode), reason: Reason },
  closed,
);

/** reopened: handed in for an earlier version of the declaration; the marks are kept and must be handed in anew. */
export const SheetStatus = Type.Union([
  Type.Literal("assigned"),
  Type.Literal("draft"),
  Type.Literal("handed-in"),
  Type.Literal("reopened"),
  Type.Literal("recused"),
  Type.Literal("released"),
]);

export const Assignment = Type.Object({
  id: Id,
  /** What the declaration is called on this panel, e.g. `1F3A-09BC`. */
  code: Type.String(),
  roundTitle: LocalTextContract,
  programmeTitle: LocalTextContract,
  panelTitle: LocalTextContract,
  blind: Type.Boolean(),
  /** Null where the panel is blind. */
  applicant: nullable(
    Type.Object({
      name: Type.String(),
      number: nullable(Type.String()),
      city: Type.String(),
      county: nullable(Type.String()),
    }),
  ),
  status: SheetStatus,
  items: Type.Integer(),
  marked: Type.Integer(),
  assignedAt: Instant,
  handedInAt: nullable(Instant),
  /** Until when the panel takes sheets; null without such a time. */
  dueAt: nullable(Instant),
  /** Once the panel is opened nothing can be changed. */
  openedAt: nullable(Instant),
});
export const AssignmentList = Type.Object({ items: Type.Array(Assignment) });

export const SheetItem = Type.Object({
  id: Type.String(),
  title: LocalTextContract,
  /** Titles of the groups it stands in, outermost first. */
  path: Type.Array(LocalTextContract),
  basis: Type.String(),
  /** Points the lowest and the highest mark become in the score. */
  low: Type.String(),
  high: Type.String(),
  /** Sections of the form, and files, that belong to it. */
  sections: Type.Array(Type.String()),
  evidence: Type.Array(Id),
  mark: nullable(Type.Object({ points: MarkText, comment: nullable(Type.String()) })),
  /** Handed-in versions, oldest first. */
  versions: Type.Array(MarkVersion),
});

export const SheetView = Type.Object({
  assignment: Assignment,
  revision: Type.Integer(),
  /** Version of the declaration that is shown, and when it was handed in. */
  version: Type.Object({ number: Type.Integer(), at: Instant }),
  /** Version the marks were begun on, when that was an earlier one: they are to be looked at again. */
  earlierVersion: nullable(Type.Integer()),
  /** What the expert may do now. */
  may: Type.Object({ mark: Type.Boolean(), change: Type.Boolean(), recuse: Type.Boolean() }),
  scale: Type.Tuple([Type.String(), Type.String()]),
  items: Type.Array(SheetItem),
  form: RoundForm,
  /** As handed in last. A blind sheet lacks the answers to identifying fields, whose ids stand in `withheld`. */
  answers: AnswersContract,
  evidence: Type.Array(
    Type.Object({
      id: Id,
      requirementId: nullable(Id),
      requirementTitle: nullable(LocalTextContract),
      /** On a blind sheet a number instead of the name: `佐证材料-1.pdf`. */
      fileName: Type.String(),
      mediaType: Type.String(),
      size: Type.Integer(),
      inline: Type.Boolean(),
    }),
  ),
  withheld: Type.Object({ fields: Type.Array(Type.String()), files: Type.Integer() }),
});

const Comment = Type.Union([Type.String({ maxLength: 2000 }), Type.Null()]);
/** Item to mark; null takes a mark of the draft away, an item left out stays as it is. */
export const SheetMarks = Type.Record(
  Type.String({ maxLength: 64 }),
  Type.Union([Type.Object({ points: MarkText, comment: Type.Optional(Comment) }, closed), Type.Null()]),
);
export const SaveSheet = Type.Object({ revision: Type.Integer({ minimum: 0 }), marks: SheetMarks }, closed);
export const SheetReceipt = Type.Object({ revision: Type.Integer(), savedAt: Instant });
/** `version`: the version of the declaration that was read (409 `sheet-outdated` when there is another by now). */
export const HandIn = Type.Object(
  { revision: Type.Integer({ minimum: 0 }), version: Type.Integer({ minimum: 1 }) },
  closed,
);
export const ChangeMark = Type.Object(
  { item: Type.String({ maxLength: 64 }), points: MarkText, comment: Type.Optional(Comment), reason: Reason },
  closed,
);
/** `conflict`: the reason is a conflict of interest, which is kept and holds for every later draw. */
export const Recusal = Type.Object({ conflict: Type.Boolean(), reason: Reason }, closed);

export type OwnExpert = Static<typeof OwnExpert>;
export type Conflict = Static<typeof Conflict>;
export type ConflictList = Static<typeof ConflictList>;
export type ConflictRequest = Static<typeof ConflictRequest>;
export type SheetStatus = Static<typeof SheetStatus>;
export type Assignment = Static<typeof Assignment>;
export type AssignmentList = Static<typeof AssignmentList>;
export type SheetItem = Static<typeof SheetItem>;
export type SheetView = Static<typeof SheetView>;
export type SheetMarks = Static<typeof SheetMarks>;
export type SaveSheet = Static<typeof SaveSheet>;
export type SheetReceipt = Static<typeof SheetReceipt>;
export type HandIn = Static<typeof HandIn>;
export type ChangeMark = Static<typeof ChangeMark>;
export type Recusal = Static<typeof Recusal>;
