import { describe, expect, it } from "vitest";
import { concordance, kendallW } from "../../../../core/scoring/advice/agreement.ts";
import { pairWeights, worstContradiction } from "../../../../core/scoring/advice/ahp.ts";
import { chiSquareTail } from "../../../../core/scoring/advice/chi-square.ts";
import { criticWeights, entropyWeights } from "../../../../core/scoring/advice/data-weights.ts";

/** Figures that stand in the literature, each with its source. */

const transposed = (rows: readonly (readonly number[])[]): number[][] =>
  (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] as number));

describe("AHP", () => {
  it("buys the house of Saaty (1990), How to make a decision, table 2", () => {
    const house = [
      [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
      [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
      [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
      [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
      [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
      [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
      [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
      [4, 7, 5, 8, 6, 6, 2, 1],
    ];
    const weights = pairWeights(house)!;
    const printed = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333];
    for (const [at, share] of printed.entries()) expect(weights.eigenvector[at]).toBeCloseTo(share, 3);
    expect(weights.lambda).toBeCloseTo(9.669, 3);
    expect(weights.ratio).toBeCloseTo(0.169, 3);
    expect(weights.consistent).toBe(false);
    // Saaty (2003), Why is the principal eigenvector necessary: neighbourhood against condition is the one to look at.
    expect(worstContradiction(house, weights.eigenvector)?.pair).toMatchObject({ first: 2, second: 6, given: 6 });
  });

  it("finds what is drunk in the United States, Saaty (2008), Decision making with the AHP", () => {
    const drinks = [
      [1, 9, 5, 2, 1, 1, 1 / 2],
      [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
      [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
      [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
      [1, 9, 4, 2, 1, 2, 1 / 2],
      [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
      [2, 9, 9, 3, 2, 3, 1],
    ];
    const weights = pairWeights(drinks)!;
    const printed = [0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327];
    for (const [at, share] of printed.entries()) expect(weights.eigenvector[at]).toBeCloseTo(share, 3);
    expect(weights.ratio).toBeCloseTo(0.022, 3);
    expect(weights.consistent).toBe(true);
  });

  it("names the three comparisons that fit least by the measure of Koczkodaj (1993): min(|1 − b/ac|, |1 − ac/b|)", () => {
    const matrix = [
      [1, 2, 5],
      [1 / 2, 1, 3],
      [1 / 5, 1 / 3, 1],
    ];
    const triple = worstContradiction(matrix, pairWeights(matrix)?.eigenvector ?? [])?.triple;
    expect(triple?.items).toEqual([0, 1, 2]);
    expect(triple?.inconsistency).toBeCloseTo(1 - 5 / 6, 12);
    expect(
      worstContradiction(
        [
          [1, 2, 4],
          [1 / 2, 1, 2],
          [1 / 4, 1 / 2, 1],
        ],
        [4 / 7, 2 / 7, 1 / 7],
      ),
    ).toBeNull();
  });
});

describe("Kendall's W", () => {
  it("is .16 for three executives and six applicants, Siegel (1956), p. 230", () => {
    const executives = [
      [1, 6, 3, 2, 5, 4],
      [1, 5, 6, 4, 2, 3],
      [6, 3, 2, 5, 4, 1],
    ];
    const found = concordance(transposed(executives))!;
    expect(found.w).toBeCloseTo(0.16, 2);
    expect(found).toMatchObject({ freedom: 5 });
    expect(found.chiSquare).toBeCloseTo(3 * 5 * found.w, 12);
  });

  it("is .828 with ties, Siegel (1956), p. 234, where it would be .796 uncorrected", () => {
    const rankings = [
      [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
      [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
      [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ];
    expect(kendallW(transposed(rankings))).toBeCloseTo(0.828, 3);
  });

  it("is tested against the printed quantiles of chi-square", () => {
    for (const [value, freedom, chance] of [
      [3.841, 1, 0.05],
      [5.991, 2, 0.05],
      [11.07, 5, 0.05],
      [18.307, 10, 0.05],
      [23.209, 10, 0.01],
      [1.145, 5, 0.95],
      [29.588, 10, 0.001],
    ] as const)
      expect(chiSquareTail(value, freedom)).toBeCloseTo(chance, 4);
    expect([chiSquareTail(0, 3), chiSquareTail(1e4, 3)]).toEqual([1, 0]);
  });
});

describe("weights from data", () => {
  it("are those of Diakoulaki, Mavrotas and Papayannakis (1995), the CRITIC method: eight firms, three criteria", () => {
    const firms = [
      [61, 1.08, 4.33],
      [20.7, 0.26, 4.34],
      [16.3, 1.98, 2.53],
      [9, 3.29, 1.65],
      [5.4, 2.77, 2.33],
      [4, 4.12, 1.21],
      [-6.1, 3.52, 2.1],
      [-34.6, 3.31, 0.98],
    ];
    const weights = criticWeights(transposed(firms));
    for (const [at, share] of [0.20222554, 0.48090173, 0.31687273].entries()) expect(weights[at]).toBeCloseTo(share, 8);
  });

  it("rest on the entropy of Shannon (1948): H(1/4) = 0.8113 bit, one for equal shares, none for one share", () => {
    const diversity = [1 - 0.811278, 0, 1];
    const whole = 1.188722;
    const weights = entropyWeights([
      [1, 3],
      [5, 5],
      [0, 7],
    ]);
    for (const [at, part] of diversity.entries()) expect(weights[at]).toBeCloseTo(part / whole, 6);
  });
});
