import { compare, type Exact, lcm, reduced } from "./exact.ts";

/** Whole numbers up to here, and the differences of two of them, are exact in a double. */
const LARGEST = 2 ** 52;
const POWERS = Array.from({ length: 16 }, (_, power) => 10 ** power);

/**
 * One fact of all applicants. Values are held as whole numbers over one common denominator: in a Float64Array when
 * they all fit, which is nearly always, else as big integers with a dense order beside them. Both give the same results.
 * NaN in `keys` marks what is missing.
 */
export class NumberColumn {
  readonly length: number;
  /** A number per row that orders as the values do, and is equal only when the values are. NaN when missing. */
  readonly keys: Float64Array;
  readonly denominator: bigint;
  readonly #numerators: readonly (bigint | null)[] | null;

  private constructor(keys: Float64Array, denominator: bigint, numerators: readonly (bigint | null)[] | null) {
    this.length = keys.length;
    this.keys = keys;
    this.denominator = denominator;
    this.#numerators = numerators;
  }

  /** `values` are whole numbers of `10^-places`, NaN when missing; each must be an integer of size at most 2^52. */
  static ofScaled(values: Float64Array, places: number): NumberColumn {
    return new NumberColumn(values, 10n ** BigInt(places), null);
  }

  static of(values: readonly (Exact | null)[]): NumberColumn {
    const plain = values.map((value) => (value === null ? null : reduced(value)));
    const denominator = plain.reduce((common, value) => (value === null ? common : lcm(common, value.d)), 1n);
    const numerators = plain.map((value) => (value === null ? null : value.n * (denominator / value.d)));
    return NumberColumn.ofNumerators(numerators, denominator);
  }

  static ofNumerators(numerators: readonly (bigint | null)[], denominator: bigint): NumberColumn {
    const limit = BigInt(LARGEST);
    if (numerators.every((value) => value === null || (value <= limit && value >= -limit))) {
      const keys = Float64Array.from(numerators, (value) => (value === null ? Number.NaN : Number(value)));
      return new NumberColumn(keys, denominator, null);
    }
    return new NumberColumn(denseKeys(numerators), denominator, numerators);
  }

  has(row: number): boolean {
    return !Number.isNaN(this.keys[row]);
  }

  at(row: number): Exact | null {
    const key = this.keys[row] as number;
    if (Number.isNaN(key)) return null;
    const n = this.#numerators === null ? BigInt(key) : (this.#numerators[row] as bigint);
    return { n, d: this.denominator };
  }

  /** Decimal places of the whole numbers in `keys`; undefined when `keys` only order the values. */
  get shortPlaces(): number | undefined {
    const places = POWERS.findIndex((power) => BigInt(power) === this.denominator);
    return this.#numerators !== null || places < 0 ? undefined : places;
  }
}

function denseKeys(values: readonly (bigint | null)[]): Float64Array {
  const sorted = [...new Set(values.filter((value) => value !== null))].sort((a, b) => (a < b ? -1 : 1));
  const place = new Map(sorted.map((value, index) => [value, index]));
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : (place.get(value) as number)));
}

/** Gathers decimals row by row, the common short ones without a big integer. */
export class NumberColumnBuilder {
  #mantissas: Float64Array;
  #places: Uint8Array;
  readonly #long = new Map<number, Exact>();

  /** Room for as many rows as there can be. */
  constructor(rows: number) {
    this.#mantissas = new Float64Array(rows).fill(Number.NaN);
    this.#places = new Uint8Array(rows);
  }

  /** Takes a plain decimal of at most 15 digits; false when the text is not that (the caller then reads it fully). */
  addPlain(row: number, text: string): boolean {
    return this.#read(row, text, 0, false) >= 0;
  }

  /** The same of a cell that begins at a place and ends with a comma, a line or the text: the place behind it, or -1. */
  readCell(row: number, text: string, at: number): number {
    return this.#read(row, text, at, true);
  }

  #read(row: number, text: string, start: number, inTable: boolean): number {
    let at = start;
    const negative = text.charCodeAt(at) === 45;
    if (negative) at++;
    const length = text.length;
    let mantissa = 0;
    let places = 0;
    let point = false;
    let digits = 0;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === 46 && !point && digits > 0) {
        point = true;
        continue;
      }
      if (inTable && (code === 44 || code === 10 || code === 13)) break;
      if (code < 48 || code > 57 || digits === 15) return -1;
      mantissa = mantissa * 10 + code - 48;
      digits++;
      if (point) places++;
    }
    if (digits === 0 || (point && places === 0)) return -1;
    this.#mantissas[row] = negative && mantissa !== 0 ? -mantissa : mantissa;
    this.#places[row] = places;
    return at;
  }

  addExact(row: number, value: Exact): void {
    this.#long.set(row, value);
  }

  finish(rows = this.#mantissas.length): NumberColumn {
    this.#mantissas = this.#mantissas.subarray(0, rows);
    this.#places = this.#places.subarray(0, rows);
    if (this.#long.size === 0) {
      const scaled = this.#scaled();
      if (scaled !== null) return scaled;
    }
    const values: (Exact | null)[] = Array.from({ length: rows }, (_, row) => {
      const long = this.#long.get(row);
      if (long !== undefined) return long;
      const mantissa = this.#mantissas[row] as number;
      return Number.isNaN(mantissa) ? null : { n: BigInt(mantissa), d: 10n ** BigInt(this.#places[row] as number) };
    });
    return NumberColumn.of(values);
  }

  #scaled(): NumberColumn | null {
    let places = 0;
    for (const each of this.#places) if (each > places) places = each;
    const keys = this.#mantissas;
    const scaled = (row: number) => (keys[row] as number) * (POWERS[places - (this.#places[row] as number)] as number);
    for (let row = 0; row < keys.length; row++) if (Math.abs(scaled(row)) > LARGEST) return null;
    // In place: a large table would otherwise be held twice.
    for (let row = 0; row < keys.length; row++) keys[row] = scaled(row);
    return NumberColumn.ofScaled(keys, places);
  }
}

/** Sorts exact values, smallest first; the given list is left as it is. */
export function sortedExact(values: readonly Exact[]): Exact[] {
  return [...values].sort(compare);
}
