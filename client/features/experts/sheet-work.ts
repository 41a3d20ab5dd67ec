import type { SaveSheet, SheetReceipt, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { get, put } from "../../api/client.ts";
import { deviceKeeper } from "../../api/draft-keeper.ts";
import { DraftSync } from "../../api/draft-sync.ts";
import { ApiProblem, problemOf } from "../../api/problem.ts";
import { readPoints } from "./mark-text.ts";

/** What stands in the two inputs of an item. */
export interface TypedMark {
  points: string;
  comment: string;
}

const blank: TypedMark = { points: "", comment: "" };

/** Marks of a sheet as they stand on the server, by item. */
function marksOf(sheet: SheetView): Record<string, TypedMark> {
  return Object.fromEntries(
    sheet.items.flatMap(({ id, mark }) =>
      mark ? [[id, { points: mark.points, comment: mark.comment ?? "" } satisfies TypedMark]] : [],
    ),
  );
}

/** Turns what was typed into what is sent; null takes a mark away. Undefined while it is no mark. */
function sendableMark(
  typed: TypedMark | null,
  scale: readonly [string, string],
): SaveSheet["marks"][string] | undefined {
  if (typed === null) return null;
  const points = readPoints(typed.points, scale);
  return points.kind === "mark" ? { points: points.text, comment: typed.comment.trim() || null } : undefined;
}

/**
 * One sheet being marked. Everything typed is on the device at once and on the server soon after; what is no mark yet (a
 * slip, a remark without points) stays on the device until it is one.
 */
export class SheetWork {
  readonly sync: DraftSync;
  readonly #listeners = new Set<() => void>();
  readonly #scale: readonly [string, string];
  #marks: Readonly<Record<string, TypedMark>>;

  constructor(sheet: SheetView, viewerId: string) {
    const { id } = sheet.assignment;
    const path = `/api/expert/assignments/${id}`;
    this.#scale = sheet.scale;
    this.#marks = marksOf(sheet);
    this.sync = new DraftSync({
      revision: sheet.revision,
      answers: this.#marks,
      send: async (revision, changes, { keepalive }) => {
        const marks = Object.fromEntries(
          Object.entries(changes).map(([item, typed]) => [
            item,
            sendableMark(typed as TypedMark | null, sheet.scale) ?? null,
          ]),
        );
        try {
          return await put<SheetReceipt>(`${path}/draft`, { revision, marks } satisfies SaveSheet, {
            keepalive,
            allowSignedOut: keepalive,
          });
        } catch (error) {
          throw await explained(problemOf(error), path);
        }
      },
      problemOf,
      keeper: deviceKeeper(viewerId, `sheet:${id}`),
      isSendable: (_, typed) => sendableMark(typed as TypedMark | null, sheet.scale) !== undefined,
      onAccept: (answers) => this.#take(answers),
    });
  }

  /** Takes up what an earlier visit left on this device. */
  async resume(): Promise<void> {
    this.#take(await this.sync.resume());
  }

  marks(): Readonly<Record<string, TypedMark>> {
    return this.#marks;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  type(item: string, change: Partial<TypedMark>): void {
    const next = { ...(this.#marks[item] ?? blank), ...change };
    const isBlank = readPoints(next.points, this.#scale).kind === "blank" && next.comment.trim() === "";
    this.#take({ [item]: next });
    this.sync.change(item, isBlank ? null : next);
  }

  /** Sends what is left when the page goes away, and when the line is back. */
  watchWindow(): () => void {
    const leave = () => this.sync.sendNow({ keepalive: true });
    const back = () => this.sync.sendNow();
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", back);
      this.sync.sendNow();
    };
  }

  #take(changes: Readonly<Record<string, unknown>>): void {
    const marks = { ...this.#marks };
    for (const [item, typed] of Object.entries(changes)) marks[item] = (typed as TypedMark | null | undefined) ?? blank;
    this.#marks = marks;
    for (const listener of this.#listeners) listener();
  }
}

/** The refusal of a save in the words DraftSync knows: findings by item, and what stands on the server after a conflict. */
async function explained(problem: ApiProblem, path: string): Promise<ApiProblem> {
  if (problem.code === "conflict-revision") {
    const sheet = await get<SheetView>(path);
    return new ApiProblem({ ...problem, body: { revision: sheet.revision, answers: marksOf(sheet) } });
  }
  const findings = problem.findings.map((finding) => ({
    ...finding,
    pointer: finding.pointer.replace(/^\/marks/, ""),
  }));
  return new ApiProblem({ ...problem, findings });
}
