import { type Static, Type } from "@sinclair/typebox";

/**
 * A form on paper, as a file:
 *   GET /api/declarations/:id/paper      the latest answers the viewer may see; a draft is marked
 *   GET /api/public/rounds/:id/paper     the empty form of a round, for its year
 */
export const PaperQuery = Type.Object(
  {
    format: Type.Union([Type.Literal("pdf"), Type.Literal("docx")]),
    /** Language of the sheet; Chinese when left out. */
    locale: Type.Optional(Type.Union([Type.Literal("zh"), Type.Literal("en")])),
  },
  { additionalProperties: false },
);

export type PaperQuery = Static<typeof PaperQuery>;
