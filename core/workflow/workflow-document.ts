import { type Static, Type } from "@sinclair/typebox";
import { Expression } from "../forms/form-document.ts";
import { CodeId } from "../forms/ids.ts";
import { TextDocument } from "../problems/text-document.ts";

/**
 * The review line as data (`programmes/workflows/<id>.workflow.json`): states and transitions.
 *
 * Only the workflow changes the state of a declaration. What a transition asks for (`requires`) and does (`effects`)
 * are kinds of two flat lists in core/workflow; an unknown kind is refused when the document is checked.
 */

const closed = { additionalProperties: false } as const;

/** Who holds a declaration in a state, or may take a transition. Reviewers are bound to a level of the region tree. */
export const Party = Type.Union([
  Type.Literal("applicant"),
  Type.Literal("county"),
  Type.Literal("city"),
  Type.Literal("province"),
  Type.Literal("nobody"),
]);

/** Stage of the public story of a declaration; the funnel of a dashboard counts them in this order. */
export const Stage = Type.Union([
  Type.Literal("apply"),
  Type.Literal("county"),
  Type.Literal("city"),
  Type.Literal("province"),
  Type.Literal("scoring"),
  Type.Literal("publicity"),
  Type.Literal("awarded"),
  Type.Literal("ended"),
]);

export const WorkflowState = Type.Object(
  {
    id: CodeId,
    title: TextDocument,
    stage: Stage,
    holder: Party,
    /** What the applicant may change: everything, only what was flagged, or nothing. */
    editable: Type.Union([Type.Literal("all"), Type.Literal("flagged"), Type.Literal("none")]),
    /** Days the holder has, for the overdue mark of queues. */
    dueDays: Type.Optional(
      Type.Object(
        { days: Type.Integer({ minimum: 1 }), kind: Type.Union([Type.Literal("calendar"), Type.Literal("working")]) },
        closed,
      ),
    ),
    /** The day the notice names for the holder, in the year the round closes; whoever comes later has `dueDays`. */
    dueOn: Type.Optional(
      Type.Object(
        { month: Type.Integer({ minimum: 1, maximum: 12 }), day: Type.Integer({ minimum: 1, maximum: 31 }) },
        closed,
      ),
    ),
    /** True for a state nothing leads out of. */
    final: Type.Optional(Type.Boolean()),
  },
  closed,
);

/**
 * Where a transition leads: a state, the state a return came from, or the first of several whose `when` holds.
 * `when` is CEL over `region` ({level, kind, hasCounty}); the last entry has no `when`.
 */
export const Target = Type.Union([
  CodeId,
  Type.Object({ back: Type.Literal("returned-from") }, closed),
  Type.Array(Type.Object({ when: Type.Optional(Expression), state: CodeId }, closed), { minItems: 1, maxItems: 10 }),
]);

/** What must be there for a transition to be taken. */
export const Requirement = Type.Union([
  Type.Literal("valid-answers"),
  Type.Literal("commitment"),
  Type.Literal("before-deadline"),
  Type.Literal("not-opened"),
  Type.Literal("opinion"),
  Type.Literal("reason"),
  Type.Literal("flags"),
  Type.Literal("no-open-flags"),
  Type.Literal("seal"),
  Type.Literal("sealed-form"),
  Type.Literal("within-quota"),
  Type.Literal("review-forms"),
]);

/** What a transition does besides changing the state. */
export const Effect = Type.Union([
  Type.Literal("issue-receipt"),
  Type.Literal("keep-version"),
  Type.Literal("remember-returner"),
  Type.Literal("close-flags"),
  Type.Literal("rank-last"),
  Type.Literal("notify-applicant"),
  Type.Literal("award-title"),
]);

export const Transition = Type.Object(
  {
    id: CodeId,
    title: TextDocument,
    from: Type.Array(CodeId, { minItems: 1 }),
    to: Target,
    /** Who may take it; `system` is taken by the programme owner's publicity and list, never by a button of its own. */
    by: Type.Union([Party, Type.Literal("system")]),
    requires: Type.Array(Requirement, { uniqueItems: true }),
    effects: Type.Array(Effect, { uniqueItems: true }),
    /** How the button looks: forward, back, or an end. */
    tone: Type.Union([Type.Literal("forward"), Type.Literal("back"), Type.Literal("end")]),
  },
  closed,
);

export const WorkflowDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-workflow/1"),
    id: CodeId,
    title: TextDocument,
    initial: CodeId,
    states: Type.Array(WorkflowState, { minItems: 2, maxItems: 60 }),
    transitions: Type.Array(Transition, { minItems: 1, maxItems: 200 }),
  },
  closed,
);

export type WorkflowDocument = Static<typeof WorkflowDocument>;
export type WorkflowState = Static<typeof WorkflowState>;
export type Transition = Static<typeof Transition>;
export type Target = Static<typeof Target>;
export type Party = Static<typeof Party>;
export type Stage = Static<typeof Stage>;
export type Requirement = Static<typeof Requirement>;
export type Effect = Static<typeof Effect>;
