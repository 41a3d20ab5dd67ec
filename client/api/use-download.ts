import { useState } from "react";
import { download } from "./client.ts";
import { type ApiProblem, problemOf } from "./problem.ts";

/** A file that takes the server a while: `busy` until it is here, `problem` when it was refused. */
export function useDownload(path: string): { start: () => void; busy: boolean; problem: ApiProblem | null } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const start = () => {
    setBusy(true);
    setProblem(null);
    download(path)
      .catch((error: unknown) => setProblem(problemOf(error)))
      .finally(() => setBusy(false));
  };
  return { start, busy, problem };
}
