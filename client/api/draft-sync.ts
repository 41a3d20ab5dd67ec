import type { SaveConflict, SaveReceipt } from "../../core/contracts/declarations.ts";
import type { ApiProblem } from "./problem.ts";

/**
 * Keeps a draft's answers on the server, one change at a time and in order, whatever the line does.
 *
 * Every change is first written to the device, then sent with the revision it was made on. Offline it waits and is sent
 * later. When another device or a colleague saved meanwhile, changes of different fields are joined; the same field
 * changed twice is a conflict that the person settles: neither value is ever overwritten in silence.
 */

export type Answers = Readonly<Record<string, unknown>>;

/** What is kept on the device while the server has not acknowledged it. */
export interface KeptDraft {
  revision: number;
  /** Field to value; null takes the answer away. */
  changes: Record<string, unknown>;
  /** What the server held in those fields when they were changed. */
  base: Record<string, unknown>;
}

export interface DraftKeeper {
  load: () => Promise<KeptDraft | undefined>;
  save: (draft: KeptDraft) => Promise<void>;
  clear: () => Promise<void>;
}

export interface FieldConflict {
  field: string;
  mine: unknown;
  theirs: unknown;
  /** Set when it is the server that will not take the value; otherwise somebody else changed the field. */
  refusal?: ApiProblem;
}

export type SaveState =
  | { kind: "saved"; at: string | null }
  | { kind: "unsaved" }
  | { kind: "saving" }
  /** What is left cannot be sent as it is (`isSendable`); it is on the device until the person completes it. */
  | { kind: "held" }
  /** No line, or the server asks to wait; the changes are on the device and are sent later. */
  | { kind: "waiting"; offline: boolean }
  /** The server will not take it as it is; the changes stay on the device. */
  | { kind: "refused"; problem: ApiProblem };

export interface SyncSnapshot {
  state: SaveState;
  conflicts: readonly FieldConflict[];
  revision: number;
}

export interface SyncOptions {
  revision: number;
  /** What the server held at that revision. */
  answers: Answers;
  send: (revision: number, changes: Answers, options: { keepalive: boolean }) => Promise<SaveReceipt>;
  /** The problem behind what `send` threw. */
  problemOf: (error: unknown) => ApiProblem;
  keeper: DraftKeeper;
  /** False for a value the server would refuse: it stays on the device until it is another one. Default: everything. */
  isSendable?: (field: string, value: unknown) => boolean;
  /** Answers that came from elsewhere. */
  onAccept: (answers: Answers) => void;
  /** setTimeout, replaceable in tests. */
  after?: (ms: number, work: () => void) => () => void;
}

const restMs = 500;
const firstRetryMs = 3_000;
const lastRetryMs = 60_000;

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a ?? null, b ?? null)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => sameValue((a as Answers)[key], (b as Answers)[key]));
}

export class DraftSync {
  readonly #options: SyncOptions;
  readonly #after: (ms: number, work: () => void) => () => void;
  readonly #pending = new Map<string, unknown>();
  readonly #base = new Map<string, unknown>();
  readonly #conflicts = new Map<string, FieldConflict>();
  readonly #listeners = new Set<() => void>();
  #server: Answers;
  #revision: number;
  #sending = false;
  #cancel: (() => void) | null = null;
  #retryMs = firstRetryMs;
  #snapshot: SyncSnapshot;
  #idle: (() => void)[] = [];

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#server = options.answers;
    this.#revision = options.revision;
    this.#after =
      options.after ??
      ((ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      });
    this.#snapshot = { state: { kind: "saved", at: null }, conflicts: [], revision: options.revision };
  }

  snapshot(): SyncSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up what an earlier visit left on this device. Returns those answers, for the store. */
  async resume(): Promise<Answers> {
    const kept = await this.#options.keeper.load();
    if (!kept) return {};
    for (const [field, mine] of Object.entries(kept.changes)) {
      const theirs = this.#server[field];
      if (sameValue(theirs, mine)) continue;
      this.#pending.set(field, mine);
      this.#base.set(field, theirs);
      if (!sameValue(theirs, kept.base[field])) this.#conflicts.set(field, { field, mine, theirs });
    }
    await this.#keep();
    if (this.#pending.size > 0) {
      this.#publish(this.#restState(null));
      this.#schedule(0);
    }
    return Object.fromEntries([...this.#pending].map(([field, value]) => [field, value ?? undefined]));
  }

  /** A person changed an answer. */
  change(field: string, value: unknown): void {
    const next = value ?? null;
    if (!this.#pending.has(field)) this.#base.set(field, this.#server[field]);
    this.#pending.set(field, next);
    const conflict = this.#conflicts.get(field);
    if (conflict) this.#conflicts.set(field, { ...conflict, mine: next });
    void this.#keep();
    this.#publish(this.#restState(null));
    this.#schedule(restMs);
  }

  /** The person decides a conflict. */
  settle(field: string, choice: "mine" | "theirs"): void {
    const conflict = this.#conflicts.get(field);
    if (!conflict) return;
    this.#conflicts.delete(field);
    if (choice === "theirs") {
      this.#pending.delete(field);
      this.#base.delete(field);
      this.#options.onAccept({ [field]: conflict.theirs ?? undefined });
    } else {
      this.#base.set(field, conflict.theirs);
    }
    void this.#keep();
    this.#publish(this.#restState(null));
    this.#schedule(0);
  }

  /** Sends at once: before a submission, when the line is back, when the page is left (`keepalive`). */
  sendNow(options: { keepalive: boolean } = { keepalive: false }): void {
    this.#cancel?.();
    this.#cancel = null;
    void this.#send(options.keepalive);
  }

  /** Resolves when nothing is on its way: true when everything is on the server. */
  async settled(): Promise<boolean> {
    this.sendNow();
    if (this.#sending) await new Promise<void>((done) => this.#idle.push(done));
    return this.#pending.size === 0;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #sendable(): Map<string, unknown> {
    const { isSendable = () => true } = this.#options;
    return new Map(
      [...this.#pending].filter(([field, value]) => !this.#conflicts.has(field) && isSendable(field, value)),
    );
  }

  /** The state between two sends. */
  #restState(savedAt: string | null): SaveState {
    if (this.#pending.size === 0) return { kind: "saved", at: savedAt };
    return { kind: this.#sendable().size === 0 && this.#conflicts.size === 0 ? "held" : "unsaved" };
  }

  #schedule(ms: number): void {
    if (this.#sending) return;
    this.#cancel?.();
    this.#cancel = this.#after(ms, () => {
      this.#cancel = null;
      void this.#send(false);
    });
  }

  async #send(keepalive: boolean): Promise<void> {
    const changes = this.#sendable();
    if (this.#sending || changes.size === 0) return;
    this.#sending = true;
    this.#publish({ kind: "saving" });
    let again: number | null = null;
    try {
      const receipt = await this.#options.send(this.#revision, Object.fromEntries(changes), { keepalive });
      this.#revision = receipt.revision;
      this.#retryMs = firstRetryMs;
      this.#acknowledge(changes);
      if (this.#sendable().size > 0) again = restMs;
      this.#publish(this.#restState(receipt.savedAt));
    } catch (error) {
      again = this.#refused(this.#options.problemOf(error), changes);
    }
    this.#sending = false;
    await this.#keep();
    if (again !== null) this.#schedule(again);
    if (again === null || again >= firstRetryMs) for (const done of this.#idle.splice(0)) done();
  }

  #acknowledge(changes: ReadonlyMap<string, unknown>): void {
    const server: Record<string, unknown> = { ...this.#server };
    for (const [field, value] of changes) {
      if (value === null) delete server[field];
      else server[field] = value;
      if (Object.is(this.#pending.get(field), value)) {
        this.#pending.delete(field);
        this.#base.delete(field);
      } else {
        this.#base.set(field, value);
      }
    }
    this.#server = server;
  }

  /** What a refused save leads to; returns after how many milliseconds to try again, or null. */
  #refused(problem: ApiProblem, changes: ReadonlyMap<string, unknown>): number | null {
    const conflict = problem.body as Partial<SaveConflict>;
    if (problem.code === "conflict-revision" && conflict.answers && typeof conflict.revision === "number") {
      this.#merge(conflict.revision, conflict.answers);
      this.#publish(this.#restState(null));
      return this.#sendable().size > 0 ? 0 : null;
    }
    if (problem.status === 0 || problem.status >= 500 || problem.status === 429) {
      this.#publish({ kind: "waiting", offline: problem.status === 0 });
      const ms = problem.retryAfter === null ? this.#retryMs : problem.retryAfter * 1000;
      this.#retryMs = Math.min(lastRetryMs, this.#retryMs * 2);
      return Math.max(firstRetryMs, ms);
    }
    this.#publish({ kind: "refused", problem });
    // One field the server will not have must not keep the others from being saved.
    const named = new Set(problem.findings.map((finding) => finding.pointer.split("/")[1]));
    const refused = [...changes.keys()].filter((field) => named.has(field));
    if (refused.length === 0 || refused.length === changes.size) return null;
    for (const field of refused) {
      const theirs = this.#server[field];
      this.#conflicts.set(field, { field, mine: this.#pending.get(field), theirs, refusal: problem });
    }
    this.#publish({ kind: "unsaved" });
    return 0;
  }

  /** Joins what others saved with what is pending here. */
  #merge(revision: number, theirs: Answers): void {
    const accepted: Record<string, unknown> = {};
    for (const field of new Set([...Object.keys(this.#server), ...Object.keys(theirs)])) {
      if (sameValue(this.#server[field], theirs[field])) continue;
      if (!this.#pending.has(field)) {
        accepted[field] = theirs[field];
      } else if (sameValue(this.#pending.get(field), theirs[field])) {
        this.#pending.delete(field);
        this.#base.delete(field);
      } else {
        this.#conflicts.set(field, { field, mine: this.#pending.get(field), theirs: theirs[field] });
        this.#base.set(field, theirs[field]);
      }
    }
    this.#server = theirs;
    this.#revision = revision;
    if (Object.keys(accepted).length > 0) this.#options.onAccept(accepted);
  }

  async #keep(): Promise<void> {
    const { keeper } = this.#options;
    if (this.#pending.size === 0) return keeper.clear();
    await keeper.save({
      revision: this.#revision,
      changes: Object.fromEntries(this.#pending),
      base: Object.fromEntries(this.#base),
    });
  }

  #publish(state: SaveState): void {
    this.#snapshot = { state, conflicts: [...this.#conflicts.values()], revision: this.#revision };
    for (const listener of this.#listeners) listener();
  }
}
