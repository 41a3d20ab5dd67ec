import { type Static, Type } from "@sinclair/typebox";
import { CodeId } from "../forms/ids.ts";
import { TextDocument } from "../problems/text-document.ts";

/**
 * A dashboard (`programmes/dashboards/<id>.dashboard.json`): which measures of a dataset stand where and how they are
 * drawn. No SQL, no chart options, no row rules: who may see which rows is the server's business alone.
 */

const closed = { additionalProperties: false } as const;

/** Columns of the grid a tile is placed on. */
export const GRID_COLUMNS = 12;

/** What the viewer may choose. */
export const Control = Type.Union([
  Type.Object(
    { id: CodeId, kind: Type.Literal("year"), title: TextDocument, dimension: CodeId, default: Type.Literal("latest") },
    closed,
  ),
  /** One value of a dimension, or all of them. */
  Type.Object({ id: CodeId, kind: Type.Literal("choice"), title: TextDocument, dimension: CodeId }, closed),
  /** The region one looks at; the map and the breadcrumb set it. */
  Type.Object({ id: CodeId, kind: Type.Literal("region"), title: TextDocument, dimension: CodeId }, closed),
]);

export const ViewName = Type.Union([
  Type.Literal("kpi"),
  Type.Literal("map"),
  Type.Literal("bar"),
  Type.Literal("funnel"),
  Type.Literal("line"),
  Type.Literal("composition"),
  Type.Literal("table"),
]);

export const Tile = Type.Object(
  {
    id: CodeId,
    title: TextDocument,
    /** One sentence under the title. */
    note: Type.Optional(TextDocument),
    /** Place on a grid of 12 columns; a row is 80 px. */
    at: Type.Object(
      {
        x: Type.Integer({ minimum: 0, maximum: GRID_COLUMNS - 1 }),
        y: Type.Integer({ minimum: 0, maximum: 200 }),
        w: Type.Integer({ minimum: 1, maximum: GRID_COLUMNS }),
        h: Type.Integer({ minimum: 1, maximum: 20 }),
      },
      closed,
    ),
    view: ViewName,
    measures: Type.Array(CodeId, { minItems: 1, maxItems: 8, uniqueItems: true }),
    by: Type.Array(CodeId, { maxItems: 2, uniqueItems: true }),
    /** Which declarations are counted; the dataset's default when left out. */
    population: Type.Optional(CodeId),
    /** The same figures a number of years earlier, beside the present ones. */
    compare: Type.Optional(
      Type.Object({ control: CodeId, offset: Type.Integer({ minimum: -10, maximum: -1 }) }, closed),
    ),
    /** The first n by the first measure, and the rest as one row. */
    top: Type.Optional(Type.Object({ n: Type.Integer({ minimum: 1, maximum: 100 }), others: Type.Boolean() }, closed)),
    /** Fixed class limits of a map, in the base unit (yuan, persons), ascending. */
    breaks: Type.Optional(Type.Array(Type.Number(), { minItems: 1, maxItems: 6 })),
    format: Type.Optional(
      Type.Object(
        {
          unit: Type.Optional(
            Type.Union([Type.Literal("auto"), Type.Literal("one"), Type.Literal("wan"), Type.Literal("yi")]),
          ),
          digits: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
        },
        closed,
      ),
    ),
    /** True when choosing a region in the tile makes it the region of the dashboard. */
    drill: Type.Optional(Type.Boolean()),
    /** Controls the tile follows; all of them when left out. */
    listen: Type.Optional(Type.Array(CodeId, { uniqueItems: true, maxItems: 20 })),
  },
  closed,
);

export const DashboardDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-dashboard/1"),
    id: CodeId,
    title: TextDocument,
    /** One line of what it shows, for the list. */
    summary: Type.Optional(TextDocument),
    dataset: CodeId,
    audience: Type.Union([Type.Literal("internal"), Type.Literal("public")]),
    /** Groups of fewer declarations than this are not disclosed. */
    privacy: Type.Optional(Type.Object({ minCount: Type.Integer({ minimum: 2, maximum: 100 }) }, closed)),
    controls: Type.Array(Control, { maxItems: 12 }),
    tiles: Type.Array(Tile, { minItems: 1, maxItems: 60 }),
  },
  closed,
);

export type DashboardDocument = Static<typeof DashboardDocument>;
export type Control = Static<typeof Control>;
export type Tile = Static<typeof Tile>;
export type ViewName = Static<typeof ViewName>;
