/** Weights that the data itself suggests; advice only. Columns are measures, each scaled so that more is better. */

/** Entropy weights: a measure in which applicants differ more weighs more. Values must not be negative. */
export function entropyWeights(columns: readonly (readonly number[])[]): number[] {
  const diversity = columns.map((column) => {
    const whole = column.reduce((a, b) => a + b, 0);
    if (whole <= 0 || column.length < 2) return 0;
    const entropy = column.reduce((sum, value) => {
      const share = value / whole;
      return share > 0 ? sum - share * Math.log(share) : sum;
    }, 0);
    return Math.max(0, 1 - entropy / Math.log(column.length));
  });
  return shares(diversity);
}

/** A measure between its least (0) and its greatest value (1); 0 throughout when it does not vary. */
export function scaledToOne(column: readonly number[]): number[] {
  const low = column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return column.map((value) => (high === low ? 0 : (value - low) / (high - low)));
}

/**
 * CRITIC weights: deviation of a measure (scaled to 0–1) times its conflict with the others, the sum of 1 less the
 * correlation (Diakoulaki, Mavrotas and Papayannakis 1995).
 */
export function criticWeights(columns: readonly (readonly number[])[]): number[] {
  const scaled = columns.map(scaledToOne);
  const information = scaled.map((column) => {
    const conflict = scaled.reduce((sum, other) => sum + 1 - (correlation(column, other) ?? 1), 0);
    return deviation(column) * conflict;
  });
  return shares(information);
}

function shares(values: readonly number[]): number[] {
  const whole = values.reduce((a, b) => a + b, 0);
  return values.map((value) => (whole === 0 ? 1 / values.length : value / whole));
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Pearson's correlation; null when one side does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [centreA, centreB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  a.forEach((value, at) => {
    const [left, right] = [value - centreA, (b[at] as number) - centreB];
    product += left * right;
    squareA += left * left;
    squareB += right * right;
  });
  return squareA === 0 || squareB === 0 ? null : product / Math.sqrt(squareA * squareB);
}
