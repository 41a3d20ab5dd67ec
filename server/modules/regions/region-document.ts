import { type Static, Type } from "@sinclair/typebox";
import { RegionKind, RegionLevel } from "../../../core/contracts/regions.ts";
import { Day, RegionCode } from "../../../core/contracts/shared.ts";

/** A file of server/seed/regions: one province with everything below it. Dated, because divisions change. */
export const RegionDocument = Type.Object(
  {
    /** Where the list comes from and of which day it is. */
    source: Type.String(),
    validFrom: Day,
    regions: Type.Array(
      Type.Object(
        {
          code: RegionCode,
          name: Type.String({ minLength: 1 }),
          nameEn: Type.String({ minLength: 1 }),
          level: RegionLevel,
          kind: RegionKind,
          parentCode: Type.Union([RegionCode, Type.Null()]),
          mapCode: Type.Union([Type.String(), Type.Null()]),
          validTo: Type.Optional(Day),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type RegionDocument = Static<typeof RegionDocument>;
