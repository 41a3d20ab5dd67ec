import { type Static, Type } from "@sinclair/typebox";
import { Id, Instant, LocalTextContract, RegionCode } from "./shared.ts";

/**
 *   GET  /api/dashboards            -> DashboardList (those of published editions whose authority lies above or in the viewer's scope)
 *   GET  /api/dashboards/:id        -> DashboardView
 *   POST /api/dashboards/:id/data   DashboardQuery -> DashboardData (only rows of the viewer's region; read-only)
 *   GET  /api/geo/:code             -> TopoJSON of a province, joined by string division code
 */

export const DashboardList = Type.Object({
  items: Type.Array(
    Type.Object({ id: Id, title: LocalTextContract, summary: Type.Union([LocalTextContract, Type.Null()]) }),
  ),
});

export const ControlOption = Type.Object({ value: Type.String(), title: LocalTextContract });

export const DashboardView = Type.Object({
  /** The dashboard document (core/dashboards). */
  document: Type.Unknown(),
  /** The dataset document. */
  dataset: Type.Unknown(),
  /** The viewer's own root: the map starts here and cannot leave it. */
  root: Type.Object({ code: RegionCode, name: Type.String(), level: Type.String() }),
  /** Options of every control, limited to the viewer's rows. */
  options: Type.Record(Type.String(), Type.Array(ControlOption)),
});

export const DashboardQuery = Type.Object(
  {
    /** Control id to chosen value; a control left out keeps its default. */
    controls: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
    /** Region drilled into; must lie in the viewer's scope. */
    region: Type.Optional(RegionCode),
  },
  { additionalProperties: false },
);

export const TileData = Type.Object({
  /** One object a row: dimension or measure id to value; null where not disclosed or not comparable. */
  rows: Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]))),
  /** Declarations that contributed, and those without an answer. */
  contributing: Type.Integer(),
  blank: Type.Integer(),
});

export const DashboardData = Type.Object({
  asOf: Instant,
  region: Type.Object({ code: RegionCode, name: Type.String(), level: Type.String() }),
  /** From the viewer's root down to `region`. */
  path: Type.Array(Type.Object({ code: RegionCode, name: Type.String() })),
  /** Names of the regions that appear in rows. */
  regionNames: Type.Record(Type.String(), Type.String()),
  tiles: Type.Record(Type.String(), TileData),
});

export type DashboardList = Static<typeof DashboardList>;
export type DashboardView = Static<typeof DashboardView>;
export type DashboardQuery = Static<typeof DashboardQuery>;
export type TileData = Static<typeof TileData>;
export type DashboardData = Static<typeof DashboardData>;
