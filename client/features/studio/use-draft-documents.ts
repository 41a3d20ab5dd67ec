import { useCallback, useEffect, useRef, useState } from "react";
import type { CheckResult, Documents, Draft, FileFinding } from "../../../core/contracts/studio.ts";
import { post, put } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";

const pauseMs = 800;

export type SaveState = "saved" | "unsaved" | "saving" | "conflict" | "failed";

export interface DraftEditing {
  documents: Documents;
  revision: number;
  findings: readonly FileFinding[];
  state: SaveState;
  problem: ApiProblem | null;
  /** Replaces one document; undefined takes it out. */
  set(path: string, content: unknown): void;
  /** Saves what is not saved yet; resolves to the revision that stands on the server, or null when it failed. */
  flush(): Promise<number | null>;
}

/** The documents of a draft: checked and saved a moment after the last change, one request at a time. */
export function useDraftDocuments(draft: Draft): DraftEditing {
  const [documents, setDocuments] = useState<Documents>(draft.documents);
  const [findings, setFindings] = useState<readonly FileFinding[]>(draft.findings);
  const [revision, setRevision] = useState(draft.revision);
  const [state, setState] = useState<SaveState>("saved");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const current = useRef({ documents, revision });
  const dirty = useRef(false);
  const running = useRef<Promise<number | null> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const save = useCallback(async (): Promise<number | null> => {
    if (running.current) await running.current;
    if (!dirty.current) return current.current.revision;
    dirty.current = false;
    setState("saving");
    const sent = current.current.documents;
    const attempt = (async () => {
      try {
        const saved = await put<Draft>(`/api/studio/programmes/${draft.programmeId}/draft`, {
          revision: current.current.revision,
          documents: sent,
        });
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
        setState(refused.status === 409 ? "conflict" : "failed");
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
  }, [draft.programmeId]);

  const set = useCallback(
    (path: string, content: unknown) => {
      const next = { ...current.current.documents };
      if (content === undefined) delete next[path];
      else next[path] = content;
      current.current.documents = next;
      dirty.current = true;
      setDocuments(next);
      setState((before) => (before === "conflict" ? before : "unsaved"));
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pauseMs);
    },
    [save],
  );

  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      void save();
    },
    [save],
  );

  return { documents, revision, findings, state, problem, set, flush: save };
}
