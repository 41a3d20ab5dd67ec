import { contributionsOf } from "./contributions.ts";
import { add, compare, type Exact, exact, floorOf, formatExact, lcm, subtract } from "./exact.ts";
import { pointsAt, type ScoringRun } from "./run.ts";

/** The rounding of the published total stands under a place of its own. */
export const ROUNDING_PLACE = -1;

/**
 * Contributions of a run whose shares are the same for everyone (plain sums and weights), worked out once for each
 * entry of each leaf. Gives exactly what the walk of contributions.ts gives, for a hundredth of the time.
 */
interface FixedShares {
  /** Places of the leaves, with their shares. */
  leaves: { place: number; share: Exact; parts: (Part | undefined)[] }[];
  /** Common denominator of all contributions. */
  denominator: bigint;
}

interface Part {
  numerator: bigint;
  floor: bigint;
  rest: bigint;
  /** As written, rounded down and up; nearly every applicant has one of few. */
  down: string;
  up: string;
}

const KNOWN = new WeakMap<ScoringRun, FixedShares | null>();

/** Contributions as text by place, rounded so that they add up; null where the applicant needs the full walk. */
export function quickContributions(run: ScoringRun, row: number, places: number): Map<number, string> | null {
  const fixed = fixedShares(run, row);
  const whole = pointsAt(run, 0, row);
  if (fixed === null || whole === null) return null;
  const scale = 10n ** BigInt(places);
  let sum = 0n;
  let floors = 0n;
  const parts: Part[] = [];
  for (const leaf of fixed.leaves) {
    const code = run.scores[leaf.place]?.codes[row] ?? -1;
    if (code < 0) return null;
    let part = leaf.parts[code];
    if (part === undefined) {
      part = partOf(run, leaf, code, fixed.denominator, scale);
      leaf.parts[code] = part;
    }
    sum += part.numerator;
    floors += part.floor;
    parts.push(part);
  }
  const total: Exact = { n: sum, d: fixed.denominator };
  if (compare(total, whole) !== 0) throw new Error(`contributions of ${run.table.ids[row]} do not add up to the total`);
  const rounded = floorOf(add({ n: sum * scale, d: fixed.denominator }, exact(1, 2)));
  const lifted = new Set(largestRests(parts, Number(rounded - floors)));
  const written = new Map<number, string>();
  for (let at = 0; at < parts.length; at++) {
    const { down, up } = parts[at] as Part;
    written.set((fixed.leaves[at] as FixedShares["leaves"][number]).place, lifted.has(at) ? up : down);
  }
  const published = run.totals[row];
  if (published) {
    const rest = subtract(published, { n: rounded, d: scale });
    if (rest.n !== 0n) written.set(ROUNDING_PLACE, formatExact(rest));
  }
  return written;
}

function partOf(
  run: ScoringRun,
  { place, share }: FixedShares["leaves"][number],
  code: number,
  denominator: bigint,
  scale: bigint,
): Part {
  const points = run.scores[place]?.entries[code]?.points as Exact;
  const numerator = (points.n * share.n * denominator) / (points.d * share.d);
  const floor = floorOf({ n: numerator * scale, d: denominator });
  return {
    numerator,
    floor,
    rest: numerator * scale - floor * denominator,
    down: formatExact({ n: floor, d: scale }),
    up: formatExact({ n: floor + 1n, d: scale }),
  };
}

/** Places of the largest remainders; equal ones in the order of the document. */
function largestRests(parts: readonly Part[], count: number): number[] {
  if (count === 0) return [];
  return parts
    .map(({ rest }, at) => ({ rest, at }))
    .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
    .slice(0, count)
    .map(({ at }) => at);
}

/** Reads the shares off the first applicant of whom every leaf is scored. */
function fixedShares(run: ScoringRun, row: number): FixedShares | null {
  const known = KNOWN.get(run);
  if (known !== undefined) return known;
  if (!run.scheme.nodes.every(({ group }) => group === null || group.fixedShares)) {
    KNOWN.set(run, null);
    return null;
  }
  const places = run.scheme.nodes.flatMap((node, place) => (node.leaf === null ? [] : [place]));
  if (places.some((place) => (run.scores[place]?.codes[row] ?? -1) < 0)) return null;
  const walked = contributionsOf(run, row)?.leaves;
  if (walked === undefined) return null;
  const leaves = places.map((place) => ({ place, share: walked.get(place)?.share as Exact, parts: [] }));
  const denominator = leaves.reduce(
    (common, { place, share }) =>
      (run.scores[place]?.entries ?? []).reduce((inner, { points }) => lcm(inner, points.d * share.d), common),
    1n,
  );
  const fixed = { leaves, denominator };
  KNOWN.set(run, fixed);
  return fixed;
}
