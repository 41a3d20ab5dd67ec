import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import type { SyncSnapshot } from "../../api/draft-sync.ts";
import { Button } from "../../ui/button.tsx";
import { SaveStateNote } from "../../ui/save-state.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

// Two people on one field are rare: not part of the first download.
const ConflictDialog = lazy(() => import("./conflict-dialog.tsx").then((file) => ({ default: file.ConflictDialog })));

export function useSyncState(workspace: Workspace): SyncSnapshot {
  const { sync } = workspace;
  return useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => sync.snapshot(),
  );
}

/** Where the answers are: on the server, on their way, or on this device. Stays in view while scrolling. */
export function SaveBar({ workspace }: { workspace: Workspace }) {
  const t = useText();
  const { state, conflicts } = useSyncState(workspace);
  const [open, setOpen] = useState(false);
  if (workspace.detail.editable === "none") return null;
  return (
    <div className="sb-dc-save sb-no-print">
      <SaveStateNote state={state} onRetry={() => workspace.sync.sendNow()} />
      {conflicts.length > 0 && (
        <Button size="small" tone="danger" onClick={() => setOpen(true)}>
          {t("save.conflicts", { count: conflicts.length })}
        </Button>
      )}
      {conflicts.length > 0 && (
        <Suspense fallback={null}>
          <ConflictDialog workspace={workspace} conflicts={conflicts} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
