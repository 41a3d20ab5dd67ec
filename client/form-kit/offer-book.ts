import { type Offer, openOffers } from "../../core/forms/prefill.ts";
import type { AnswerStore } from "./answer-store.ts";

/**
 * What the applicant said before, field by field. It arrives after the form is there, and filling in never waits for
 * it. Taking an offer is an ordinary answer: it is saved, checked and undone like one.
 */
export class OfferBook {
  #offers: readonly Offer[] = [];
  #byField: ReadonlyMap<string, Offer> = new Map();
  readonly #listeners = new Set<() => void>();

  set(offers: readonly Offer[]): void {
    this.#offers = offers;
    this.#byField = new Map(offers.map((offer) => [offer.field, offer]));
    for (const listener of this.#listeners) listener();
  }

  all(): readonly Offer[] {
    return this.#offers;
  }

  of(field: string): Offer | undefined {
    return this.#byField.get(field);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Offers for these fields that overwrite nothing now. */
export function offersNow(
  book: OfferBook,
  store: AnswerStore,
  fields: ReadonlySet<string>,
  editable: "all" | "none" | ReadonlySet<string>,
): readonly Offer[] {
  return openOffers(book.all(), store.answers(), (field) => {
    const state = store.field(field);
    const open = editable === "all" || (editable !== "none" && editable.has(field));
    return open && fields.has(field) && state.visible && !state.readonly;
  });
}

/** A taken answer may show further fields; this many rounds settle any form that people can read. */
const MOST_ROUNDS = 5;

/**
 * Takes every offer for these fields that overwrites nothing, also for fields that come to be shown by it.
 * @returns how many were taken
 */
export function takeOffers(...[book, store, fields, editable]: Parameters<typeof offersNow>): number {
  // What is still being typed is an answer too.
  store.flush();
  let taken = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const offers = offersNow(book, store, fields, editable);
    if (offers.length === 0) break;
    for (const { field, value } of offers) {
      store.commit(field, value);
      store.touch(field);
    }
    taken += offers.length;
    store.evaluateNow();
  }
  return taken;
}
