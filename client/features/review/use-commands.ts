import { useState } from "react";
import { type ApiProblem, problemOf } from "../../api/problem.ts";

/** Runs one command at a time and reads the record again after it; what was refused stays until the next one. */
export function useCommands(onChanged: () => Promise<unknown>): {
  busy: boolean;
  problem: ApiProblem | null;
  run: (command: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = async (command: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      await command();
      await onChanged();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, forget: () => setProblem(null) };
}
