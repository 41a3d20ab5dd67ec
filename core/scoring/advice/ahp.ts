/**
 * Analytic hierarchy process (Saaty): weights from comparisons of pairs. Advice for people who fix weights; what is
 * fixed stands in a scheme as decimals.
 */

/** Mean consistency index of random matrices, by size (Saaty 1980, table of sizes 1 to 15). */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/** The largest number of items with a tabulated random index. */
export const MOST_COMPARED = RANDOM_INDEX.length - 1;

/** Above this the comparisons should be looked at again. */
const CONSISTENCY_LIMIT = 0.1;

export interface PairWeights {
  eigenvector: number[];
  geometricMean: number[];
  /** Largest eigenvalue. */
  lambda: number;
  /** Consistency ratio; 0 for one or two items. Null beyond 15 items, for which no random index is tabulated. */
  ratio: number | null;
  /** False when the ratio is above 0.10; null when there is no ratio. */
  consistent: boolean | null;
}

/** Weights of a positive reciprocal matrix; null when it is none (a_ij · a_ji must be 1). */
export function pairWeights(matrix: readonly (readonly number[])[]): PairWeights | null {
  const n = matrix.length;
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? Number.NaN;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) if (!(at(i, j) > 0) || Math.abs(at(i, j) * at(j, i) - 1) > 1e-6) return null;
  if (n === 0) return null;
  let vector = new Array<number>(n).fill(1 / n);
  let lambda = n;
  for (let round = 0; round < 1000; round++) {
    const image = vector.map((_, i) => vector.reduce((sum, weight, j) => sum + at(i, j) * weight, 0));
    lambda = image.reduce((a, b) => a + b, 0);
    const next = image.map((value) => value / lambda);
    const change = next.reduce((most, value, i) => Math.max(most, Math.abs(value - (vector[i] as number))), 0);
    vector = next;
    if (change < 1e-15) break;
  }
  const roots = matrix.map((row) => row.reduce((product, value) => product * value, 1) ** (1 / n));
  const whole = roots.reduce((a, b) => a + b, 0);
  const random = RANDOM_INDEX[n];
  const ratio = n <= 2 ? 0 : random === undefined ? null : (lambda - n) / (n - 1) / random;
  return {
    eigenvector: vector,
    geometricMean: roots.map((root) => root / whole),
    lambda,
    ratio,
    consistent: ratio === null ? null : ratio <= CONSISTENCY_LIMIT,
  };
}

/** Where comparisons contradict one another most, by places of the items. */
export interface Contradiction {
  /** The pair whose comparison lies farthest from the weights that follow from all of them (Saaty 2003). */
  pair: { first: number; second: number; given: number; implied: number };
  /** The three items whose comparisons fit together least (Koczkodaj 1993). */
  triple: { items: [number, number, number]; inconsistency: number };
}

/** The comparison to look at first; null when nothing contradicts anything, or with fewer than three items. */
export function worstContradiction(
  matrix: readonly (readonly number[])[],
  weights: readonly number[],
): Contradiction | null {
  const n = matrix.length;
  const at = (row: number, column: number): number => matrix[row]?.[column] as number;
  let pair: Contradiction["pair"] | null = null;
  let triple: Contradiction["triple"] | null = null;
  let farthest = 1 + 1e-9;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const implied = (weights[i] as number) / (weights[j] as number);
      const distance = Math.max(at(i, j) / implied, implied / at(i, j));
      if (distance > farthest) {
        farthest = distance;
        pair = { first: i, second: j, given: at(i, j), implied };
      }
      for (let k = j + 1; k < n; k++) {
        const byWay = (at(i, j) * at(j, k)) / at(i, k);
        const inconsistency = Math.min(Math.abs(1 - byWay), Math.abs(1 - 1 / byWay));
        if (inconsistency > (triple?.inconsistency ?? 1e-9)) triple = { items: [i, j, k], inconsistency };
      }
    }
  return pair === null || triple === null ? null : { pair, triple };
}

/** One matrix of a group: the geometric mean of the members' comparisons, place by place. */
export function groupMatrix(members: readonly (readonly (readonly number[])[])[]): number[][] {
  const [first] = members;
  return (first ?? []).map((row, i) =>
    row.map((_, j) => members.reduce((product, matrix) => product * (matrix[i]?.[j] ?? 1), 1) ** (1 / members.length)),
  );
}
