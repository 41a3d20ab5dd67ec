import { useCallback, useEffect, useRef, useState } from "react";
import type { SavedAnswer, Sheet, WeightAnswer } from "../../../core/contracts/weights.ts";
import { put } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";

const pauseMs = 800;

export type AnswerState =
  | { kind: "saved"; at: null }
  | { kind: "unsaved" | "saving" }
  | { kind: "waiting"; offline: boolean }
  | { kind: "refused"; problem: ApiProblem };

export interface AnswerEditing {
  answer: WeightAnswer;
  state: AnswerState;
  setValue(group: string, key: string, value: string): void;
  setValues(group: string, values: Readonly<Record<string, string>>): void;
  setComment(group: string, comment: string): void;
  /** Saves what is not saved yet; the revision that stands on the server, or null when it failed. */
  flush(): Promise<string | null>;
}

/** One's answer of the open round: kept on the server a moment after the last change, one request at a time. */
export function useAnswer(id: string, given: NonNullable<Sheet["answer"]>): AnswerEditing {
  const [answer, setAnswer] = useState<WeightAnswer>({ values: given.values, comments: given.comments });
  const [state, setState] = useState<AnswerState>({ kind: "saved", at: null });
  const current = useRef({ answer, revision: given.revision, dirty: false });
  const running = useRef<Promise<string | null> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const { round } = given;

  const flush = useCallback(async (): Promise<string | null> => {
    while (running.current) await running.current;
    if (!current.current.dirty) return current.current.revision;
    current.current.dirty = false;
    setState({ kind: "saving" });
    const attempt = (async (): Promise<string | null> => {
      const { answer: sent, revision } = current.current;
      try {
        const saved = await put<SavedAnswer>(`/api/weight-invitations/${id}/answer`, { round, revision, ...sent });
        current.current.revision = saved.revision;
        setState(current.current.dirty ? { kind: "unsaved" } : { kind: "saved", at: null });
        return saved.revision;
      } catch (error) {
        const problem = problemOf(error);
        current.current.dirty = true;
        setState(problem.status === 0 ? { kind: "waiting", offline: true } : { kind: "refused", problem });
        return null;
      }
    })();
    running.current = attempt;
    const result = await attempt;
    running.current = null;
    return result;
  }, [id, round]);

  const change = useCallback(
    (next: WeightAnswer) => {
      current.current.answer = next;
      current.current.dirty = true;
      setAnswer(next);
      setState({ kind: "unsaved" });
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
    },
    [flush],
  );

  // What was typed last is saved when the page is left, too.
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      if (current.current.dirty) void flush();
    },
    [flush],
  );

  const setValues = useCallback(
    (group: string, values: Readonly<Record<string, string>>) => {
      const { answer: before } = current.current;
      change({ ...before, values: { ...before.values, [group]: { ...values } } });
    },
    [change],
  );
  return {
    answer,
    state,
    setValues,
    setValue: (group, key, value) => {
      const { [key]: _, ...others } = current.current.answer.values[group] ?? {};
      setValues(group, value === "" ? others : { ...others, [key]: value });
    },
    setComment: (group, comment) => {
      const { answer: before } = current.current;
      change({ ...before, comments: { ...before.comments, [group]: comment } });
    },
    flush,
  };
}
