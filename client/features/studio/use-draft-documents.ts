import { useCallback, useEffect, useRef, useState } from "react";
import type { CheckResult, Documents, Draft, FileFinding } from "../../../core/contracts/studio.ts";
import { get, post, put } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { mergeDocuments, type Side } from "./merge-documents.ts";

const pauseMs = 800;

export type SaveState = "saved" | "unsaved" | "saving" | "conflict" | "failed";

export interface DraftEditing {
  documents: Documents;
  revision: number;
  findings: readonly FileFinding[];
  state: SaveState;
  problem: ApiProblem | null;
  /** Documents that both sides changed, while `state` is `conflict`. */
  conflicting: readonly string[];
  /** Counts every time documents came from elsewhere: an editor must then show its text anew. */
  loads: number;
  /** Replaces one document; undefined takes it out. */
  set(path: string, content: unknown): void;
  /** Saves what is not saved yet; resolves to the revision that stands on the server, or null when it failed. */
  flush(): Promise<number | null>;
  /** Settles a conflict: one side for the documents that both changed; everything else is kept from both. */
  settle(side: Side): void;
}

/** The documents of a draft: checked and saved a moment after the last change, one request at a time. */
export function useDraftDocuments(draft: Draft): DraftEditing {
  const [documents, setDocuments] = useState<Documents>(draft.documents);
  const [findings, setFindings] = useState<readonly FileFinding[]>(draft.findings);
  const [revision, setRevision] = useState(draft.revision);
  const [state, setState] = useState<SaveState>("saved");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [conflicting, setConflicting] = useState<readonly string[]>([]);
  const [loads, setLoads] = useState(0);
  const current = useRef({ documents, revision });
  /** What the server held when the two sides last agreed. */
  const base = useRef<Documents>(draft.documents);
  const theirs = useRef<Draft | null>(null);
  const dirty = useRef(false);
  const running = useRef<Promise<number | null> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const path = `/api/studio/programmes/${draft.programmeId}/draft`;

  const take = useCallback((merged: Documents, from: Draft) => {
    theirs.current = null;
    base.current = from.documents;
    current.current = { documents: merged, revision: from.revision };
    dirty.current = true;
    setConflicting([]);
    setRevision(from.revision);
    setDocuments(merged);
    setLoads((before) => before + 1);
    setState("unsaved");
  }, []);

  const save = useCallback(async (): Promise<number | null> => {
    while (running.current) await running.current;
    if (!dirty.current) return current.current.revision;
    if (theirs.current) return null; // Settled first: every try would meet the same refusal.
    dirty.current = false;
    setState("saving");
    const sent = current.current.documents;
    const attempt = (async (): Promise<number | null> => {
      try {
        const saved = await put<Draft>(path, { revision: current.current.revision, documents: sent });
        base.current = sent;
        current.current.revision = saved.revision;
        setRevision(saved.revision);
        setFindings(saved.findings);
        setProblem(null);
        setState(dirty.current ? "unsaved" : "saved");
        return saved.revision;
      } catch (error) {
        const refused = problemOf(error);
        dirty.current = true;
        setProblem(refused);
        if (refused.status === 409) {
          const found = await get<Draft>(path).catch(() => null);
          if (found) {
            const merged = mergeDocuments(base.current, current.current.documents, found.documents, "mine");
            if (merged.both.length === 0) take(merged.documents, found);
            else {
              theirs.current = found;
              setConflicting(merged.both);
              setState("conflict");
            }
            return null;
          }
        }
        setState("failed");
        // The check needs no revision: findings stay live even when saving does not work.
        const checked = await post<CheckResult>("/api/studio/check", { documents: sent }).catch(() => null);
        if (checked) setFindings(checked.findings);
        return null;
      }
    })();
    running.current = attempt;
    const result = await attempt;
    running.current = null;
    return result;
  }, [path, take]);

  const soon = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), pauseMs);
  }, [save]);

  // What was merged without a question is saved without one.
  useEffect(() => {
    if (loads > 0) soon();
  }, [loads, soon]);

  const set = useCallback(
    (name: string, content: unknown) => {
      const next = { ...current.current.documents };
      if (content === undefined) delete next[name];
      else next[name] = content;
      current.current.documents = next;
      dirty.current = true;
      setDocuments(next);
      setState((before) => (before === "conflict" ? before : "unsaved"));
      soon();
    },
    [soon],
  );

  const settle = useCallback(
    (side: Side) => {
      const found = theirs.current;
      if (found) take(mergeDocuments(base.current, current.current.documents, found.documents, side).documents, found);
    },
    [take],
  );

  useEffect(() => {
    const onClose = (event: BeforeUnloadEvent) => {
      if (dirty.current || running.current) event.preventDefault();
    };
    const onOnline = () => void save();
    addEventListener("beforeunload", onClose);
    addEventListener("online", onOnline);
    return () => {
      removeEventListener("beforeunload", onClose);
      removeEventListener("online", onOnline);
      if (timer.current) clearTimeout(timer.current);
      void save();
    };
  }, [save]);

  return { documents, revision, findings, state, problem, conflicting, loads, set, flush: save, settle };
}
