import { useEffect, useState } from "react";
import type { AttachedDetail } from "../../../core/contracts/attached.ts";
import { post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { queryClient } from "../../api/queries.ts";
import { AttachedSheet } from "../../attached-kit/attached-sheet.tsx";
import { flagsInto } from "../../attached-kit/flags-into.ts";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import type { Workspace } from "./workspace.ts";

type Opening = { kind: "opening" } | { kind: "failed"; problem: ApiProblem } | { kind: "open"; detail: AttachedDetail };

/** One form that goes with the declaration, begun when it is opened; it holds what the declaration says by now. */
export function AttachedPart({ workspace, attached }: { workspace: Workspace; attached: string }) {
  const locale = useLocale();
  const [opening, setOpening] = useState<Opening>({ kind: "opening" });
  const [round, setRound] = useState(0);
  const { detail, sync, store } = workspace;
  const path = `/api/declarations/${detail.summary.id}/attached`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks once more
  useEffect(() => {
    let gone = false;
    const open = async () => {
      store.flush();
      if (detail.editable !== "none") await sync.settled();
      const opened = await post<AttachedDetail>(path, { attached });
      void queryClient.invalidateQueries({ queryKey: [path] });
      return opened;
    };
    setOpening({ kind: "opening" });
    open().then(
      (opened) => !gone && setOpening({ kind: "open", detail: opened }),
      (error) => !gone && setOpening({ kind: "failed", problem: problemOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [path, attached, detail.editable, sync, store, round]);
  if (opening.kind === "opening") return <Skeleton lines={8} />;
  if (opening.kind === "failed")
    return <LoadError message={opening.problem.text[locale]} onRetry={() => setRound(round + 1)} />;
  const flags = flagsInto(
    detail.flags.filter(({ resolvedAt }) => resolvedAt === null),
    attached,
  );
  return (
    <div className="sb-dc-form">
      <h2>{opening.detail.item.title[locale]}</h2>
      <AttachedSheet
        detail={opening.detail}
        flags={flags}
        onChanged={(next) => setOpening({ kind: "open", detail: next })}
      />
    </div>
  );
}
