import { type Static, Type } from "@sinclair/typebox";
import { Id, LocalTextContract } from "./shared.ts";

/**
 * Beside a scoring run, for the owner of the programme; nothing is stored, no score changes:
 *   GET /api/scoring-runs/:id/sensitivity?places=      -> RunSensitivity
 *   GET /api/scoring-runs/:id/simulation?places=&weights=node:12.5,other:30 -> RunSimulation
 * `places` is the line that matters: the quota of the round, or any other number of places.
 */

const Places = Type.Integer({ minimum: 1, maximum: 100_000 });
export const SensitivityQuery = Type.Object({ places: Places }, { additionalProperties: false });
export const SimulationQuery = Type.Object(
  {
    places: Places,
    /** Nodes with their new weight or full marks: decimals from 0. */
    weights: Type.String({
      maxLength: 40_000,
      pattern: "^([a-z0-9-]{1,64}:[0-9]{1,6}(\\.[0-9]{1,6})?(,[a-z0-9-]{1,64}:[0-9]{1,6}(\\.[0-9]{1,6})?)*)?$",
    }),
  },
  { additionalProperties: false },
);

const Named = Type.Object({ id: Type.String(), title: LocalTextContract });
const Rank = Type.Union([Type.Integer(), Type.Null()]);
const Text = Type.Union([Type.String(), Type.Null()]);

/** How firm a ranking is: every weight drawn ± a quarter, each leaf left out once, what leaves really weigh. */
export const RunSensitivity = Type.Object({
  places: Type.Integer(),
  draws: Type.Integer(),
  spread: Type.Number(),
  seed: Type.Integer(),
  /** Nodes whose weight can be tried, in the order of the scheme, as they are now. */
  weights: Type.Array(
    Type.Object({
      id: Type.String(),
      title: LocalTextContract,
      depth: Type.Integer(),
      parent: Type.String(),
      by: Type.Union([Type.Literal("weight"), Type.Literal("max")]),
      value: Type.String(),
    }),
  ),
  applicants: Type.Array(
    Type.Object({
      declarationId: Id,
      applicantName: Type.String(),
      city: Type.String(),
      rank: Type.Integer(),
      best: Type.Integer(),
      worst: Type.Integer(),
      chanceOfPlaces: Type.Number(),
      tierStability: Type.Union([Type.Number(), Type.Null()]),
    }),
  ),
  leaves: Type.Array(
    Type.Object({
      id: Type.String(),
      title: LocalTextContract,
      /** Part of the differences between applicants that comes from it; together 1. */
      effective: Type.Union([Type.Number(), Type.Null()]),
      /** Without it: how many change place, and by how much at most. */
      moved: Type.Integer(),
      largestMove: Type.Integer(),
    }),
  ),
  correlated: Type.Array(Type.Object({ first: Named, second: Named, correlation: Type.Number() })),
});

/** The frozen cohort under other weights, beside what it was. */
export const RunSimulation = Type.Object({
  places: Type.Integer(),
  applicants: Type.Array(
    Type.Object({
      declarationId: Id,
      applicantName: Type.String(),
      city: Type.String(),
      before: Type.Object({ total: Text, rank: Rank, tier: Text }),
      after: Type.Object({ total: Text, rank: Rank, tier: Text }),
      change: Type.Union([Type.Literal("enters"), Type.Literal("leaves"), Type.Literal("in"), Type.Literal("out")]),
    }),
  ),
  cities: Type.Array(Type.Object({ city: Type.String(), before: Type.Integer(), after: Type.Integer() })),
});

export type RunSensitivity = Static<typeof RunSensitivity>;
export type RunSimulation = Static<typeof RunSimulation>;
