import { sha256Hex } from "../../json/sha256.ts";
import { type Uncovered, uncoveredOf } from "./uncovered.ts";

/**
 * The draw of experts. It depends on its input alone: no clock, no random, no order of lists. Chance comes from the seed
 * by lots: the lot of a text is the SHA-256 of `<seed>\n<text>`, and the smaller lot (as text) comes first. Everybody who
 * knows the seed can work a lot out with `printf '<seed>\n<text>' | sha256sum`.
 *
 * 1. Declarations take turns in the order of their lots; each turn gives one expert to each that lacks one: of those
 *    allowed the one with the fewest sheets, the smaller lot of `<declaration>\n<expert>` among equals.
 * 2. When all allowed experts are full, earlier assignments are moved along the shortest chain that frees one: whoever
 *    can be covered at all is covered.
 * 3. At the end sheets are moved from experts with more to experts with at least two fewer, until there is no such chain.
 *
 * What stood before (`standing`) counts as load and cover and is never moved.
 */

export interface Pair {
  declaration: string;
  expert: string;
}

export interface DrawInput {
  seed: string;
  /** Experts each declaration gets. */
  perDeclaration: number;
  /** Sheets one expert gets at most, the standing ones included. */
  maxLoad: number;
  declarations: readonly string[];
  experts: readonly string[];
  /** Who may not mark whom. */
  excluded: readonly Pair[];
  standing: readonly Pair[];
}

export interface DrawResult {
  /** New assignments, in the order of ids. */
  assigned: Pair[];
  uncovered: Uncovered[];
}

/** Lot of a text under a seed: 64 hexadecimal digits. */
export function lot(seed: string, text: string): string {
  return sha256Hex(`${seed}\n${text}`);
}

/** Draws experts for declarations. The same input gives the same result on any machine. */
export function drawExperts(input: DrawInput): DrawResult {
  const table = new DrawTable(input);
  const turns = byLot(input.seed, [...new Set(input.declarations)]);
  const exhausted = new Set<string>();
  for (let turn = 1; turn <= input.perDeclaration; turn++) {
    for (const declaration of turns) {
      if (exhausted.has(declaration) || table.cover(declaration) >= turn) continue;
      // Once no chain leads to room, no later one does: cover is only ever added.
      if (!table.give(declaration)) exhausted.add(declaration);
    }
  }
  table.balance();
  return { assigned: table.drawn(), uncovered: uncoveredOf(input, (declaration) => table.cover(declaration)) };
}

function byLot(seed: string, ids: readonly string[]): string[] {
  return ids
    .map((id) => ({ id, lot: lot(seed, id) }))
    .sort((a, b) => compareText(a.lot, b.lot))
    .map(({ id }) => id);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One step of a chain: the expert gives the declaration to the expert that the chain came from. */
interface Link {
  expert: string;
  /** Declaration the next expert takes over, and the link of the one who gives it; null at the start. */
  takes: string;
  from: Link | null;
}

/** Who marks what while a draw goes on. */
class DrawTable {
  readonly #seed: string;
  readonly #maxLoad: number;
  readonly #experts: readonly string[];
  readonly #barred = new Map<string, Set<string>>();
  /** All experts of a declaration, and of each expert the declarations that may be moved. */
  readonly #on = new Map<string, Set<string>>();
  readonly #movable = new Map<string, Set<string>>();
  readonly #load = new Map<string, number>();

  constructor({ seed, maxLoad, declarations, experts, excluded, standing }: DrawInput) {
    this.#seed = seed;
    this.#maxLoad = maxLoad;
    this.#experts = [...new Set(experts)].sort(compareText);
    for (const expert of this.#experts) {
      this.#load.set(expert, 0);
      this.#movable.set(expert, new Set());
    }
    for (const declaration of declarations) this.#on.set(declaration, new Set());
    for (const { declaration, expert } of excluded)
      this.#barred.set(declaration, (this.#barred.get(declaration) ?? new Set()).add(expert));
    for (const { declaration, expert } of standing) {
      this.#on.get(declaration)?.add(expert);
      this.#load.set(expert, (this.#load.get(expert) ?? 0) + 1);
    }
  }

  cover(declaration: string): number {
    return this.#on.get(declaration)?.size ?? 0;
  }

  /** Gives a declaration one more expert, moving others where it must; false when there is no way. */
  give(declaration: string): boolean {
    const seen = new Set<string>();
    let links: Link[] = this.#candidates(declaration, seen).map((expert) => ({
      expert,
      takes: declaration,
      from: null,
    }));
    while (links.length > 0) {
      for (const link of links) seen.add(link.expert);
      const free = this.#best(links.filter(({ expert }) => this.#loadOf(expert) < this.#maxLoad));
      if (free !== null) {
        this.#follow(free);
        return true;
      }
      links = this.#beyond(links, seen);
    }
    return false;
  }

  /** Evens out the loads as far as conflicts let it. */
  balance(): void {
    for (let moved = true; moved; ) {
      moved = false;
      const busiest = [...this.#experts].sort((a, b) => this.#loadOf(b) - this.#loadOf(a) || compareText(a, b));
      for (const expert of busiest) if (this.#relieve(expert)) moved = true;
    }
  }

  /** What was drawn, without what stood. */
  drawn(): Pair[] {
    return [...this.#movable]
      .flatMap(([expert, declarations]) => [...declarations].map((declaration) => ({ declaration, expert })))
      .sort((a, b) => compareText(a.declaration, b.declaration) || compareText(a.expert, b.expert));
  }

  /** Moves one sheet, along a chain, from an expert to one with at least two fewer. */
  #relieve(expert: string): boolean {
    const target = this.#loadOf(expert) - 2;
    const seen = new Set([expert]);
    let links = this.#takers(expert, seen, null);
    while (links.length > 0) {
      const free = this.#best(links.filter((link) => this.#loadOf(link.expert) <= target));
      if (free !== null) {
        const first = this.#follow(free);
        this.#movable.get(expert)?.delete(first);
        this.#on.get(first)?.delete(expert);
        this.#load.set(expert, this.#loadOf(expert) - 1);
        return true;
      }
      links = this.#beyond(links, seen);
    }
    return false;
  }

  /** Next layer of chains: who could take over something from those reached last. */
  #beyond(links: readonly Link[], seen: Set<string>): Link[] {
    return links.flatMap((link) => this.#takers(link.expert, seen, link));
  }

  #takers(expert: string, seen: Set<string>, from: Link | null): Link[] {
    const given = [...(this.#movable.get(expert) ?? [])].sort(compareText);
    return given.flatMap((declaration) =>
      this.#candidates(declaration, seen).map((taker) => {
        seen.add(taker);
        return { expert: taker, takes: declaration, from };
      }),
    );
  }

  #candidates(declaration: string, seen: ReadonlySet<string>): string[] {
    const barred = this.#barred.get(declaration);
    const on = this.#on.get(declaration);
    return this.#experts.filter((expert) => !seen.has(expert) && !barred?.has(expert) && !on?.has(expert));
  }

  /** Of chains that end where there is room the one to the least busy expert, by lot among equals. */
  #best(links: readonly Link[]): Link | null {
    const least = Math.min(...links.map(({ expert }) => this.#loadOf(expert)));
    const equal = links.filter(({ expert }) => this.#loadOf(expert) === least);
    if (equal.length <= 1) return equal[0] ?? null;
    const lots = equal.map((link) => ({ link, lot: lot(this.#seed, `${link.takes}\n${link.expert}`) }));
    return lots.reduce((a, b) => (compareText(b.lot, a.lot) < 0 ? b : a)).link;
  }

  /** Moves everything along a chain; the declaration its first link took. */
  #follow(last: Link): string {
    let first = last.takes;
    for (let link: Link | null = last; link !== null; link = link.from) {
      this.#on.get(link.takes)?.add(link.expert);
      this.#movable.get(link.expert)?.add(link.takes);
      if (link.from !== null) {
        this.#on.get(link.takes)?.delete(link.from.expert);
        this.#movable.get(link.from.expert)?.delete(link.takes);
      }
      first = link.takes;
    }
    this.#load.set(last.expert, this.#loadOf(last.expert) + 1);
    return first;
  }

  #loadOf(expert: string): number {
    return this.#load.get(expert) ?? 0;
  }
}
