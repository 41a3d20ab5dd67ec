import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DrawInput, type DrawResult, drawExperts, lot } from "../../../../core/scoring/experts/draw.ts";

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

const cases: fc.Arbitrary<DrawInput> = fc
  .record({
    seed: fc.string({ minLength: 1, maxLength: 12 }),
    perDeclaration: fc.integer({ min: 1, max: 4 }),
    maxLoad: fc.integer({ min: 1, max: 8 }),
    declarations: fc.integer({ min: 0, max: 10 }),
    experts: fc.integer({ min: 0, max: 6 }),
    bars: fc.array(fc.tuple(fc.nat(9), fc.nat(5)), { maxLength: 20 }),
    stands: fc.array(fc.tuple(fc.nat(9), fc.nat(5)), { maxLength: 4 }),
  })
  .map(({ seed, perDeclaration, maxLoad, declarations, experts, bars, stands }) => {
    const pairs = (list: readonly (readonly [number, number])[]) =>
      [...new Set(list.filter(([d, e]) => d < declarations && e < experts).map(([d, e]) => `${d}/${e}`))].map(
        (text) => {
          const [d, e] = text.split("/");
          return { declaration: `d${d}`, expert: `e${e}` };
        },
      );
    const excluded = pairs(bars);
    const standing = pairs(stands).filter(
      (pair) => !excluded.some((bar) => bar.declaration === pair.declaration && bar.expert === pair.expert),
    );
    return {
      seed,
      perDeclaration,
      maxLoad,
      declarations: names("d", declarations),
      experts: names("e", experts),
      excluded,
      standing,
    };
  });

const key = ({ declaration, expert }: { declaration: string; expert: string }) => `${declaration}/${expert}`;

function loads(input: DrawInput, result: DrawResult): Map<string, number> {
  const load = new Map(input.experts.map((expert) => [expert, 0]));
  for (const { expert } of [...input.standing, ...result.assigned]) load.set(expert, (load.get(expert) ?? 0) + 1);
  return load;
}

/** The most that can be covered, by trying everything: the oracle for small cases. */
function mostCover(input: DrawInput): number {
  const standing = new Set(input.standing.map(key));
  const barred = new Set(input.excluded.map(key));
  const room = new Map(
    [...loads(input, { assigned: [], uncovered: [] })].map(([e, load]) => [e, input.maxLoad - load]),
  );
  const needs = input.declarations.map((declaration) => {
    const has = input.standing.filter((pair) => pair.declaration === declaration).length;
    const open = input.experts.filter(
      (e) => !barred.has(`${declaration}/${e}`) && !standing.has(`${declaration}/${e}`),
    );
    return { need: Math.max(0, input.perDeclaration - has), open };
  });
  // Maximum flow by augmenting, on single units.
  const taken = new Map<string, Set<number>>(input.experts.map((e) => [e, new Set()]));
  const has = needs.map(() => new Set<string>());
  const augment = (at: number, seen: Set<string>): boolean => {
    for (const expert of needs[at]?.open ?? []) {
      if (seen.has(expert) || has[at]?.has(expert)) continue;
      seen.add(expert);
      const mine = taken.get(expert) as Set<number>;
      if (mine.size < (room.get(expert) ?? 0)) {
        mine.add(at);
        has[at]?.add(expert);
        return true;
      }
      for (const other of mine) {
        if (!augment(other, seen)) continue;
        mine.delete(other);
        has[other]?.delete(expert);
        mine.add(at);
        has[at]?.add(expert);
        return true;
      }
    }
    return false;
  };
  let cover = 0;
  for (const [at, { need }] of needs.entries())
    for (let unit = 0; unit < need; unit++) if (augment(at, new Set())) cover++;
  return cover;
}

describe("the draw of experts", () => {
  it("depends on its input alone, not on the order of lists", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const turned: DrawInput = {
          ...input,
          declarations: [...input.declarations].reverse(),
          experts: [...input.experts].reverse(),
          excluded: [...input.excluded].reverse(),
          standing: [...input.standing].reverse(),
        };
        expect(drawExperts(turned)).toEqual(drawExperts(input));
      }),
      { numRuns: 300 },
    );
  });

  it("never gives a conflicted, a second or a standing pair, nor more than the limits", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = drawExperts(input);
        const all = [...input.standing, ...result.assigned].map(key);
        expect(new Set(all).size).toBe(all.length);
        for (const bar of input.excluded) expect(all).not.toContain(key(bar));
        const before = loads(input, { assigned: [], uncovered: [] });
        for (const [expert, load] of loads(input, result))
          expect(load).toBeLessThanOrEqual(Math.max(input.maxLoad, before.get(expert) ?? 0));
        for (const declaration of input.declarations) {
          const drawn = result.assigned.filter((pair) => pair.declaration === declaration).length;
          const stood = input.standing.filter((pair) => pair.declaration === declaration).length;
          expect(stood + drawn).toBeLessThanOrEqual(Math.max(stood, input.perDeclaration));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("covers as much as can be covered, and says what is missing", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = drawExperts(input);
        expect(result.assigned.length).toBe(mostCover(input));
        const missing = result.uncovered.reduce((sum, { missing: each }) => sum + each, 0);
        const wanted = input.declarations.reduce((sum, declaration) => {
          const stood = input.standing.filter((pair) => pair.declaration === declaration).length;
          return sum + Math.max(0, input.perDeclaration - stood);
        }, 0);
        expect(missing).toBe(wanted - result.assigned.length);
      }),
      { numRuns: 500 },
    );
  });

  it("is balanced: no single move would even out the loads further", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = drawExperts(input);
        const load = loads(input, result);
        const on = new Set([...input.standing, ...result.assigned, ...input.excluded].map(key));
        for (const { declaration, expert } of result.assigned)
          for (const other of input.experts)
            if (!on.has(`${declaration}/${other}`))
              expect((load.get(expert) ?? 0) - (load.get(other) ?? 0)).toBeLessThan(2);
      }),
      { numRuns: 300 },
    );
  });

  it("spreads sheets within one of each other where nothing stands in the way", () => {
    const input: DrawInput = {
      seed: "2024-11-05 3386.99",
      perDeclaration: 3,
      maxLoad: 100,
      declarations: names("d", 41),
      experts: names("e", 7),
      excluded: [],
      standing: [],
    };
    const result = drawExperts(input);
    const load = [...loads(input, result).values()];
    expect(result.uncovered).toEqual([]);
    expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(1);
    expect(drawExperts({ ...input, seed: "another" }).assigned).not.toEqual(result.assigned);
  });

  it("draws the same on every machine: a draw worked out once and kept", () => {
    expect(lot("seed", "d0")).toBe("2fed0442671fe8908f87088355180b579a80e5fcfb9d39215587baedc2e77415");
  });

  it("says why a declaration is not covered", () => {
    const base = { seed: "s", declarations: ["d0"], experts: ["e0", "e1"], excluded: [], standing: [] };
    expect(drawExperts({ ...base, perDeclaration: 3, maxLoad: 5 }).uncovered).toMatchObject([
      { declaration: "d0", missing: 1, code: "pool-too-small" },
    ]);
    const barred = { ...base, perDeclaration: 2, maxLoad: 5, excluded: [{ declaration: "d0", expert: "e1" }] };
    expect(drawExperts(barred).uncovered).toMatchObject([{ code: "conflicts", missing: 1 }]);
    const full = { ...base, declarations: ["d0", "d1"], perDeclaration: 2, maxLoad: 1 };
    expect(drawExperts(full).uncovered.map(({ code }) => code)).toEqual(["load", "load"]);
  });

  it("is quick for a province: 500 declarations, 60 experts", () => {
    const input: DrawInput = {
      seed: "s",
      perDeclaration: 5,
      maxLoad: 60,
      declarations: names("d", 500),
      experts: names("e", 60),
      excluded: Array.from({ length: 300 }, (_, at) => ({ declaration: `d${at}`, expert: `e${(at * 7) % 60}` })),
      standing: [],
    };
    const start = performance.now();
    expect(drawExperts(input).uncovered).toEqual([]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
