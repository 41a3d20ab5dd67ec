import type { Finding } from "../../core/problems/finding.ts";
import { whenCalm } from "./when-calm.ts";

/**
 * The answers of one declaration while they are being filled in, outside React: a keystroke re-renders its own input,
 * a committed answer re-renders its own field, and what follows from it (visibility, calculations, findings) is worked
 * out when the browser is idle and reaches only the fields it concerns.
 */

export type Answers = Readonly<Record<string, unknown>>;

/** What the definition says about one field under the present answers. */
export interface FieldState {
  visible: boolean;
  required: boolean;
  readonly: boolean;
  findings: readonly Finding[];
}

/** What follows from the answers; the same core functions as on the server make it. */
export interface Evaluation {
  fields: ReadonlyMap<string, FieldState>;
  visibleSections: ReadonlySet<string>;
  /** Values of calculated fields; undefined is blank. */
  calculated: Answers;
  findings: readonly Finding[];
}

export type Evaluate = (answers: Answers) => Evaluation;

/** Runs work soon, when nothing more urgent waits; returns how to call it off. */
export type Schedule = (work: () => void) => () => void;

/** One change a person made. `before` is what stood there. */
export interface Change {
  field: string;
  value: unknown;
  before: unknown;
}

const unknownField: FieldState = { visible: true, required: false, readonly: false, findings: [] };

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return (
    a.length === b.length &&
    a.every((finding, at) => {
      const other = b[at];
      return (
        other !== undefined &&
        finding.pointer === other.pointer &&
        finding.code === other.code &&
        finding.level === other.level &&
        finding.message.zh === other.message.zh
      );
    })
  );
}

function sameState(a: FieldState | undefined, b: FieldState): boolean {
  return (
    a !== undefined &&
    a.visible === b.visible &&
    a.required === b.required &&
    a.readonly === b.readonly &&
    sameFindings(a.findings, b.findings)
  );
}

export class AnswerStore {
  #answers: Answers;
  #evaluation: Evaluation;
  readonly #evaluate: Evaluate;
  readonly #schedule: Schedule;
  #cancel: (() => void) | null = null;
  readonly #fieldListeners = new Map<string, Set<() => void>>();
  readonly #listeners = new Set<() => void>();
  readonly #changeListeners = new Set<(change: Change) => void>();
  readonly #drafts = new Set<() => void>();
  readonly #touched = new Set<string>();
  readonly #left = new Set<string>();
  #showAll: boolean;
  #version = 0;

  constructor(initial: Answers, evaluate: Evaluate, options: { schedule?: Schedule; showAll?: boolean } = {}) {
    this.#evaluate = evaluate;
    this.#schedule = options.schedule ?? whenCalm;
    this.#showAll = options.showAll ?? false;
    this.#answers = initial;
    this.#evaluation = evaluate(initial);
    this.#answers = { ...initial, ...this.#evaluation.calculated };
  }

  answers(): Answers {
    return this.#answers;
  }

  answer(field: string): unknown {
    return this.#answers[field];
  }

  /** Stable until something about the field changes. */
  field(field: string): FieldState {
    return this.#evaluation.fields.get(field) ?? unknownField;
  }

  evaluation(): Evaluation {
    return this.#evaluation;
  }

  /** Grows with every change; a snapshot for subscribers of the whole. */
  version(): number {
    return this.#version;
  }

  /** Whether the findings of a field are shown: it was left once, or a check was asked for. */
  shows(field: string): boolean {
    return this.#showAll || this.#touched.has(field);
  }

  /** A person's answer. */
  commit(field: string, value: unknown): void {
    const before = this.#answers[field];
    if (Object.is(before, value)) return;
    this.#answers = { ...this.#answers, [field]: value };
    this.#version += 1;
    this.#tell(field);
    for (const listener of this.#changeListeners) listener({ field, value, before });
    this.#tellAll();
    this.#later();
  }

  /** Answers that came from elsewhere: another device, a colleague, a settled conflict. Not reported as changes. */
  accept(answers: Answers): void {
    const changed = Object.keys(answers).filter((field) => !Object.is(this.#answers[field], answers[field]));
    if (changed.length === 0) return;
    this.#answers = { ...this.#answers, ...answers };
    this.#version += 1;
    for (const field of changed) this.#tell(field);
    this.#tellAll();
    this.#later();
  }

  /** The person has left the field: what is wrong with it is said after the next evaluation. */
  touch(field: string): void {
    if (this.#touched.has(field)) return;
    this.#left.add(field);
    this.#later();
  }

  /** Says everything that is wrong, everywhere; commits what is still being typed first. */
  check(): Evaluation {
    this.flush();
    const before = this.#showAll;
    this.#showAll = true;
    this.evaluateNow();
    if (!before) for (const field of this.#fieldListeners.keys()) this.#tell(field);
    return this.#evaluation;
  }

  /** Inputs with text not yet committed register how to commit it. */
  registerDraft(commitDraft: () => void): () => void {
    this.#drafts.add(commitDraft);
    return () => this.#drafts.delete(commitDraft);
  }

  /** Commits everything still being typed: before a check, a submission, or when the page is left. */
  flush(): void {
    for (const commitDraft of [...this.#drafts]) commitDraft();
  }

  subscribeTo(field: string, listener: () => void): () => void {
    const listeners = this.#fieldListeners.get(field) ?? new Set();
    this.#fieldListeners.set(field, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Works out at once what follows from the answers. */
  evaluateNow(): void {
    this.#cancel?.();
    this.#cancel = null;
    const before = this.#evaluation;
    const now = this.#evaluate(this.#answers);
    const fields = new Map<string, FieldState>();
    const changed = new Set<string>();
    for (const [field, state] of now.fields) {
      const known = before.fields.get(field);
      if (known && sameState(known, state)) {
        fields.set(field, known);
      } else {
        fields.set(field, state);
        changed.add(field);
      }
    }
    for (const field of this.#left) {
      this.#touched.add(field);
      changed.add(field);
    }
    this.#left.clear();
    for (const [field, value] of Object.entries(now.calculated)) {
      if (!Object.is(this.#answers[field], value)) changed.add(field);
    }
    this.#answers = { ...this.#answers, ...now.calculated };
    this.#evaluation = { ...now, fields };
    this.#version += 1;
    for (const field of changed) this.#tell(field);
    this.#tellAll();
  }

  #later(): void {
    if (this.#cancel) return;
    this.#cancel = this.#schedule(() => {
      this.#cancel = null;
      this.evaluateNow();
    });
  }

  #tell(field: string): void {
    for (const listener of this.#fieldListeners.get(field) ?? []) listener();
  }

  #tellAll(): void {
    for (const listener of this.#listeners) listener();
  }
}
