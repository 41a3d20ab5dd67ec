import { type Static, Type } from "@sinclair/typebox";

/**
 * A form on paper, as a file:
 *   GET /api/declarations/:id/paper      the latest answers the viewer may see; a draft is marked
 *   GET /api/attached/:id/paper          an attached form: roster, report, summary
 *   GET /api/public/rounds/:id/paper     the empty form of a round, for its year
 *   GET /api/declarations/:id/bundle     all materials as one PDF, named by the programme's naming rule
 */
/** Language of what is printed; Chinese when left out. */
const locale = Type.Optional(Type.Union([Type.Literal("zh"), Type.Literal("en")]));

export const PaperQuery = Type.Object(
  { format: Type.Union([Type.Literal("pdf"), Type.Literal("docx")]), locale },
  { additionalProperties: false },
);
export const BundleQuery = Type.Object({ locale }, { additionalProperties: false });

export type BundleQuery = Static<typeof BundleQuery>;
export type PaperQuery = Static<typeof PaperQuery>;
