import { type Static, Type } from "@sinclair/typebox";
import { RegionCode } from "./shared.ts";

/**
 * The region tree, public:
 *   GET /api/regions?parent=CODE -> RegionList (children of a region; the provinces when parent is left out)
 *   GET /api/regions/:code       -> RegionView
 */

export const RegionLevel = Type.Union([Type.Literal("province"), Type.Literal("city"), Type.Literal("county")]);
/** A zone (such as a national development zone) is a region without a division code and without a polygon. */
export const RegionKind = Type.Union([Type.Literal("division"), Type.Literal("zone")]);

export const Region = Type.Object({
  code: RegionCode,
  name: Type.String(),
  nameEn: Type.String(),
  level: RegionLevel,
  kind: RegionKind,
  parentCode: Type.Union([RegionCode, Type.Null()]),
  /** Code of the polygon on the map; null where there is none. */
  mapCode: Type.Union([Type.String(), Type.Null()]),
  hasChildren: Type.Boolean(),
});
export const RegionQuery = Type.Object({ parent: Type.Optional(RegionCode) }, { additionalProperties: false });
export const RegionList = Type.Object({ items: Type.Array(Region) });
export const RegionParams = Type.Object({ code: RegionCode });
/** A region with those above it, province first. */
export const RegionView = Type.Object({ region: Region, above: Type.Array(Region) });

export type RegionLevel = Static<typeof RegionLevel>;
export type RegionKind = Static<typeof RegionKind>;
export type Region = Static<typeof Region>;
export type RegionQuery = Static<typeof RegionQuery>;
export type RegionList = Static<typeof RegionList>;
export type RegionView = Static<typeof RegionView>;
