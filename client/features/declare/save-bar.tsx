import { useState, useSyncExternalStore } from "react";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import type { SyncSnapshot } from "./draft-sync.ts";
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
  const locale = useLocale();
  const { state, conflicts } = useSyncState(workspace);
  const [open, setOpen] = useState(false);
  if (workspace.detail.editable === "none") return null;
  const stuck = state.kind === "waiting" || state.kind === "refused";
  const words = {
    saved: () =>
      state.kind === "saved" && state.at
        ? t("save.savedAt", { time: formatInstant(state.at, locale).slice(-5) })
        : t("save.saved"),
    unsaved: () => t("save.unsaved"),
    saving: () => t("save.saving"),
    waiting: () => (state.kind === "waiting" && state.offline ? t("save.offline") : t("save.waiting")),
    refused: () => t("save.refused", { why: state.kind === "refused" ? state.problem.text[locale] : "" }),
  }[state.kind]();
  return (
    <div className="sb-dc-save sb-no-print" data-save-state={state.kind}>
      <span role="status">
        <Tag tone={state.kind === "saved" ? "ok" : stuck ? "warn" : "neutral"}>{words}</Tag>
      </span>
      {stuck && (
        <Button size="small" onClick={() => workspace.sync.sendNow()}>
          {t("save.retry")}
        </Button>
      )}
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
