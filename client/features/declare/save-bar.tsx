import { useState, useSyncExternalStore } from "react";
import type { SyncSnapshot } from "../../api/draft-sync.ts";
import { Button } from "../../ui/button.tsx";
import { SaveStateNote } from "../../ui/save-state.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

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
      <ConflictDialog
        workspace={workspace}
        conflicts={conflicts}
        open={open && conflicts.length > 0}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}
