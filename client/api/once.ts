import { useRef, useState } from "react";
import { newIdempotencyKey } from "./client.ts";
import { type ApiProblem, problemOf } from "./problem.ts";

/**
 * A command that must happen once. The key stays the same when the line was lost, so that pressing again is the same
 * command; an answer, be it a refusal, ends it. `run` resolves to null when it was refused; `problem` says why.
 */
export function useOnce(): {
  busy: boolean;
  problem: ApiProblem | null;
  run: <T>(command: (idempotencyKey: string) => Promise<T>) => Promise<T | null>;
} {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  return {
    busy,
    problem,
    run: async (command) => {
      if (busy) return null;
      setBusy(true);
      setProblem(null);
      try {
        const answer = await command(key.current);
        key.current = newIdempotencyKey();
        return answer;
      } catch (error) {
        const refused = problemOf(error);
        if (refused.status !== 0) key.current = newIdempotencyKey();
        setProblem(refused);
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
