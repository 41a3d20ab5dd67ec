import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  floorOf,
  formatExact,
  multiply,
  placesOf,
  subtract,
  ZERO,
} from "../exact.ts";

/**
 * Splits a whole by shares into decimals of so many places that add up to it exactly, by the method of the largest
 * remainder: every part is rounded down, and what is left goes one unit each to the parts that lost most; equal losses to
 * the larger share, then to the one that stands first. Places are added where the whole itself has more.
 * @returns decimals as text with all their places; null when the shares come to nothing or one is negative
 */
export function apportion(shares: readonly Exact[], whole: Exact, places: number): string[] | null {
  const sum = shares.reduce<Exact>(add, ZERO);
  if (sum.n <= 0n || shares.some(({ n }) => n < 0n)) return null;
  const digits = Math.max(places, placesOf(whole) ?? 0);
  const unit = exact(1n, 10n ** BigInt(digits));
  const quotas = shares.map((share) => divide(multiply(share, whole), multiply(sum, unit)));
  const parts = quotas.map(floorOf);
  const total = floorOf(divide(whole, unit));
  let left = total - parts.reduce((a, b) => a + b, 0n);
  const losses = quotas.map((quota, at) => ({ at, quota, loss: subtract(quota, exact(parts[at] as bigint)) }));
  losses.sort((a, b) => compare(b.loss, a.loss) || compare(b.quota, a.quota) || a.at - b.at);
  for (const { at } of losses) {
    if (left === 0n) break;
    parts[at] = (parts[at] as bigint) + 1n;
    left--;
  }
  return parts.map((part) => withPlaces(multiply(exact(part), unit), digits));
}

/** A decimal with all its places, as a table prints it: 8.00. */
function withPlaces(value: Exact, places: number): string {
  const [whole = "0", fraction = ""] = formatExact(value).split(".");
  return places === 0 ? whole : `${whole}.${fraction.padEnd(places, "0")}`;
}
