import { type Static, Type } from "@sinclair/typebox";
import { Id, Instant, LocalTextContract, RegionCode } from "./shared.ts";

/**
 * For the owner of a programme (programme-admin, province-reviewer). Before a panel is opened nothing here tells a
 * mark, an average, a count of one applicant or an order:
 *   GET  /api/experts                              -> ExpertList (accounts with the role expert in the viewer's region)
 *   PUT  /api/experts/:id                          ExpertProfile -> Expert (`:id` is the account's)
 *   GET  /api/rounds/:id/panels                    -> PanelList (empty for a scheme without panels)
 *   GET  /api/rounds/:id/panels/:panelId           -> PanelDetail
 *   POST /api/rounds/:id/panels/:panelId/draws     (Idempotency-Key) DrawRequest -> PanelDetail
 *   GET  /api/rounds/:id/panels/:panelId/draws/:number -> DrawRecord (everything needed to repeat the draw)
 *   POST /api/rounds/:id/panels/:panelId/assignments (Idempotency-Key) AssignRequest -> PanelDetail (409 `expert-conflict`)
 *   POST /api/panel-assignments/:id/release        (Idempotency-Key) ReleaseRequest -> PanelDetail (while the expert has handed
 *                                                  in nothing)
 *   POST /api/rounds/:id/panels/:panelId/due       (Idempotency-Key) DueRequest -> PanelDetail (422 `reason-missing` when changed)
 *   POST /api/rounds/:id/panels/:panelId/opening   (Idempotency-Key) OpenPanel -> PanelDetail (final; 409 `panel-incomplete`
 *                                                  without a reason while sheets are missing)
 *   GET  /api/rounds/:id/panels/:panelId/report    -> PanelReport (409 `panels-not-open` before the opening)
 * The expert's own side stands in expert-sheets.ts.
 */

export const closed = { additionalProperties: false } as const;
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const CreditCode = Type.String({ minLength: 18, maxLength: 18 });
export const EmployerName = Type.String({ minLength: 2, maxLength: 120 });
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 20 });
export const Reason = Type.String({ minLength: 2, maxLength: 1000 });

// Pool of experts

const profile = { employerName: nullable(EmployerName), employerCreditCode: nullable(CreditCode), fields: Tags };
export const OwnProfile = Type.Object(profile, closed);
/** An expert that is not active is not drawn; what is assigned already stays. */
export const ExpertProfile = Type.Object({ ...profile, active: Type.Boolean() }, closed);

export const Expert = Type.Object({
  /** Id of the account. */
  id: Id,
  login: Type.String(),
  name: Type.String(),
  regionCode: RegionCode,
  /** Null until the expert or the owner says where the expert works: nobody is drawn before that. */
  profile: nullable(ExpertProfile),
  /** Conflicts the expert declared. */
  conflicts: Type.Integer(),
  /** Sheets the expert has never handed in, over all panels that are not opened. */
  open: Type.Integer(),
});
export const ExpertList = Type.Object({ items: Type.Array(Expert) });

// Panels of a round

/** drawing: nobody is assigned; marking: sheets are with the experts; opened: final. */
export const PanelState = Type.Union([Type.Literal("drawing"), Type.Literal("marking"), Type.Literal("opened")]);

/** `path`: titles of the groups an item stands in, outermost first; items of two groups may share a title. */
const item = { id: Type.String(), title: LocalTextContract, path: Type.Array(LocalTextContract) };

/** Until when a panel takes sheets, who set it, and why it was changed. */
export const PanelDue = Type.Object({
  dueAt: Instant,
  reason: nullable(Type.String()),
  at: Instant,
  by: Type.String(),
});

export const PanelSummary = Type.Object({
  roundId: Id,
  panelId: Id,
  title: LocalTextContract,
  basis: Type.String(),
  state: PanelState,
  blind: Type.Boolean(),
  /** Lowest and highest mark, as decimals. */
  scale: Type.Tuple([Type.String(), Type.String()]),
  /** Marks an item needs to count. */
  minimum: Type.Integer(),
  /** How marks become one, in words. */
  pool: LocalTextContract,
  /** Kinds of conflict that exclude, in words. */
  conflicts: Type.Array(Type.Object({ id: Type.String(), title: LocalTextContract })),
  /** Indicators the panel marks, in the order of the scheme. */
  items: Type.Array(Type.Object(item)),
  declarations: Type.Integer(),
  /** Declarations of the round under review or returned: after the opening they come too late for marks. */
  onTheWay: Type.Integer(),
  /** Sheets with the experts and handed in, over all of them; before the opening whatever version they are about. */
  sheets: Type.Object({ assigned: Type.Integer(), handedIn: Type.Integer() }),
  /** Until when sheets are taken, as set last; null without such a time. */
  due: nullable(PanelDue),
  opening: nullable(Type.Object({ at: Instant, by: Type.String(), reason: nullable(Type.String()) })),
});
export const PanelList = Type.Object({ items: Type.Array(PanelSummary) });

/** A declaration that did not get the experts asked for, and why. */
export const Uncovered = Type.Object({
  declarationId: Id,
  code: Type.String(),
  missing: Type.Integer(),
  why: LocalTextContract,
});

export const DrawSummary = Type.Object({
  number: Type.Integer(),
  /** The nonce, and behind a blank the public lot where one was given. */
  seed: Type.String(),
  /** Chance of the system, fixed before the draw; its SHA-256 was shown before as the commitment. Null for draws of before. */
  nonce: nullable(Type.String()),
  commitment: nullable(Type.String()),
  /** A number drawn in public, as the owner gave it. */
  publicLot: nullable(Type.String()),
  /** Why it replaced an earlier draw. */
  reason: nullable(Type.String()),
  perDeclaration: Type.Integer(),
  maxLoad: Type.Integer(),
  fields: Tags,
  /** True for a draw that kept what stood and filled up what was missing. */
  keep: Type.Boolean(),
  declarations: Type.Integer(),
  experts: Type.Integer(),
  assigned: Type.Integer(),
  /** SHA-256 of what was drawn from, and of what came out. */
  inputHash: Type.String(),
  resultHash: Type.String(),
  at: Instant,
  by: Type.String(),
});

/** assigned: not begun or begun (nobody is told which); handed-in is told per expert only. */
export const PanelAssignment = Type.Object({
  id: Id,
  expertId: Id,
  expertName: Type.String(),
  /** active: the expert marks it; recused: the expert withdrew; released: taken back by the owner or a new draw. */
  status: Type.Union([Type.Literal("active"), Type.Literal("recused"), Type.Literal("released")]),
  /** Number of the draw, null when it was assigned by hand. */
  draw: nullable(Type.Integer()),
  /** Why it was assigned by hand, taken back, or why the expert withdrew. */
  reason: nullable(Type.String()),
  /** True while the expert has handed in nothing at all: it says nothing of this one sheet. */
  mayRelease: Type.Boolean(),
});

export const PanelDetail = Type.Object({
  panel: PanelSummary,
  /** Every due time that was set, the one that holds first. */
  dues: Type.Array(PanelDue),
  draws: Type.Array(DrawSummary),
  /** SHA-256 of the chance the next draw will have; null once the panel is opened. */
  nextDraw: nullable(Type.Object({ number: Type.Integer(), commitment: Type.String() })),
  /** Of the newest draw, as far as it still holds. */
  uncovered: Type.Array(Uncovered),
  /** Who may be drawn, and how far each one is: the only progress there is before the opening. */
  experts: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      employer: nullable(Type.String()),
      fields: Tags,
      /** False for one who has sheets but can no longer be drawn. */
      drawable: Type.Boolean(),
      assigned: Type.Integer(),
      handedIn: Type.Integer(),
    }),
  ),
  /** The declarations that stand at the evaluation, in the order of their codes. */
  declarations: Type.Array(
    Type.Object({
      declarationId: Id,
      /** What a blind expert knows it by. */
      code: Type.String(),
      number: nullable(Type.String()),
      applicantName: Type.String(),
      city: Type.String(),
      county: nullable(Type.String()),
      /** Version handed in last. */
      version: Type.Integer(),
      /** True when it was handed in anew since it was assigned: its experts are asked to look again. */
      reopened: Type.Boolean(),
      /** True when the panel is opened and nothing of it counts for this declaration. */
      unmarked: Type.Boolean(),
      assignments: Type.Array(PanelAssignment),
      /** Experts of the pool who may not mark it. */
      excluded: Type.Array(Type.Object({ expertId: Id, kinds: Type.Array(Type.String()) })),
    }),
  ),
  /** False once a sheet was handed in: from then on a draw can only fill up. */
  mayRedraw: Type.Boolean(),
});

export const DrawRequest = Type.Object(
  {
    /** A public lot, e.g. a published number: it goes into the seed beside the chance of the system. */
    publicLot: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Needed for a further draw that replaces the earlier one. */
    reason: Type.Optional(Reason),
    perDeclaration: Type.Integer({ minimum: 1, maximum: 100 }),
    maxLoad: Type.Integer({ minimum: 1, maximum: 5000 }),
    /** Only experts with one of these fields; empty for all. */
    fields: Tags,
    /** Keep the assignments that stand and fill up what is missing; false draws everything anew. */
    keep: Type.Boolean(),
  },
  closed,
);

/** A draw with its input: `core/scoring/experts` gives the same result from it, on any machine. */
export const DrawRecord = Type.Object({
  draw: DrawSummary,
  input: Type.Object({
    seed: Type.String(),
    perDeclaration: Type.Integer(),
    maxLoad: Type.Integer(),
    declarations: Type.Array(Id),
    experts: Type.Array(Id),
    /** Pairs that a conflict excludes, or that an earlier recusal or release did. */
    excluded: Type.Array(Type.Object({ declaration: Id, expert: Id })),
    /** Pairs that stood before and were kept. */
    standing: Type.Array(Type.Object({ declaration: Id, expert: Id })),
  }),
  assigned: Type.Array(Type.Object({ declaration: Id, expert: Id })),
  uncovered: Type.Array(Uncovered),
  /** True when repeating the draw now gave the same result. */
  reproduced: Type.Boolean(),
});

export const AssignRequest = Type.Object({ declarationId: Id, expertId: Id, reason: Reason }, closed);
export const ReleaseRequest = Type.Object({ reason: Reason }, closed);
/** The reason is needed when another time was set before. */
export const DueRequest = Type.Object({ dueAt: Instant, reason: Type.Optional(Reason) }, closed);
/** The reason is needed while sheets are missing or declarations are on their way. */
export const OpenPanel = Type.Object({ reason: Type.Optional(Reason) }, closed);

/** A mark as it was handed in once. */
export const MarkVersion = Type.Object({
  points: Type.String(),
  reason: nullable(Type.String()),
  at: Instant,
  /** Version of the declaration it was given on; null where that was not kept. */
  declarationVersion: nullable(Type.Integer()),
});

// After the opening

/** A mark that is kept but not counted, and why. */
export const UncountedMark = Type.Object({
  panelId: Id,
  declarationId: Id,
  applicantName: Type.String(),
  item: Type.String(),
  itemTitle: LocalTextContract,
  expertName: Type.String(),
  points: Type.String(),
  why: LocalTextContract,
});

const Agreement = Type.Object({
  /** Experts who all marked the same declarations, and how many those are. */
  experts: Type.Array(Id),
  declarations: Type.Integer(),
  /** Null where too few marks stand side by side. */
  iccSingle: nullable(Type.Number()),
  iccAverage: nullable(Type.Number()),
  kendallW: nullable(Type.Number()),
});

export const PanelReport = Type.Object({
  panel: PanelSummary,
  experts: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      sheets: Type.Integer(),
      /** Mean distance from the mean of all experts on the same items, on the scale of the panel; below zero is harsh. */
      harshness: nullable(Type.Number()),
    }),
  ),
  /** Of whole sheets (mean of a sheet's marks), one entry a group of experts with the same declarations. */
  agreement: Type.Array(Agreement),
  items: Type.Array(
    Type.Object({
      ...item,
      marks: Type.Integer(),
      mean: nullable(Type.Number()),
      /** Mean over the declarations of the standard deviation between experts. */
      disagreement: nullable(Type.Number()),
      agreement: Type.Array(Agreement),
    }),
  ),
  declarations: Type.Array(
    Type.Object({
      declarationId: Id,
      code: Type.String(),
      number: nullable(Type.String()),
      applicantName: Type.String(),
      items: Type.Array(
        Type.Object({
          ...item,
          /** Exact, as it is counted; null with fewer marks than the panel needs. */
          pooled: nullable(Type.String()),
          low: nullable(Type.String()),
          high: nullable(Type.String()),
          deviation: nullable(Type.Number()),
          marks: Type.Array(
            Type.Object({
              expertId: Id,
              expertName: Type.String(),
              points: Type.String(),
              comment: nullable(Type.String()),
              /** Every version, oldest first; more than one means it was changed, with the reason. */
              versions: Type.Array(MarkVersion),
              counted: Type.Boolean(),
            }),
          ),
        }),
      ),
    }),
  ),
  uncounted: Type.Array(UncountedMark),
});

export const PanelParams = Type.Object({ id: Id, panelId: Id });

export type ExpertProfile = Static<typeof ExpertProfile>;
export type Expert = Static<typeof Expert>;
export type ExpertList = Static<typeof ExpertList>;
export type PanelState = Static<typeof PanelState>;
export type PanelSummary = Static<typeof PanelSummary>;
export type PanelList = Static<typeof PanelList>;
export type Uncovered = Static<typeof Uncovered>;
export type DrawSummary = Static<typeof DrawSummary>;
export type PanelAssignment = Static<typeof PanelAssignment>;
export type PanelDetail = Static<typeof PanelDetail>;
export type DueRequest = Static<typeof DueRequest>;
export type DrawRequest = Static<typeof DrawRequest>;
export type DrawRecord = Static<typeof DrawRecord>;
export type AssignRequest = Static<typeof AssignRequest>;
export type UncountedMark = Static<typeof UncountedMark>;
export type PanelReport = Static<typeof PanelReport>;
export type OwnProfile = Static<typeof OwnProfile>;
