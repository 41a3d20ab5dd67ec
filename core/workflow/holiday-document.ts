import { type Static, Type } from "@sinclair/typebox";

/**
 * The public holidays as data (`programmes/_catalogue/holidays.json`). The State Council announces them year by year;
 * a year is written down only after its announcement, never guessed.
 */

const closed = { additionalProperties: false } as const;
const DayText = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

const HolidayYear = Type.Object(
  {
    /** Title and number of the announcement. */
    source: Type.String({ minLength: 1, maxLength: 400 }),
    /** Days off, weekends inside a holiday included. */
    off: Type.Array(Type.Object({ from: DayText, to: DayText, name: Type.String({ maxLength: 40 }) }, closed)),
    /** Saturdays and Sundays that are worked in exchange. */
    worked: Type.Array(DayText),
  },
  closed,
);

export const HolidayDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal("shenbao-holidays/1"),
    years: Type.Record(Type.String({ pattern: "^\\d{4}$" }), HolidayYear),
  },
  closed,
);

export type HolidayDocument = Static<typeof HolidayDocument>;
