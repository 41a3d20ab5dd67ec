import { lazy, Suspense, useState } from "react";
import { Button } from "../ui/button.tsx";
import { SaveStateNote } from "../ui/save-state.tsx";
import type { DraftWork } from "./draft-work.ts";
import { useDraftText } from "./text.ts";
import { useSyncState } from "./use-draft.ts";

// Two people on one field are rare: not part of the first download.
const ConflictDialog = lazy(() => import("./conflict-dialog.tsx").then((file) => ({ default: file.ConflictDialog })));

/** Where the answers are: on the server, on their way, or on this device; and what others changed meanwhile. */
export function DraftState({ work }: { work: DraftWork }) {
  const t = useDraftText();
  const { state, conflicts } = useSyncState(work);
  const [open, setOpen] = useState(false);
  return (
    <>
      <SaveStateNote state={state} onRetry={() => work.sync.sendNow()} />
      {conflicts.length > 0 && (
        <>
          <Button size="small" tone="danger" onClick={() => setOpen(true)}>
            {t("conflict.open", { count: conflicts.length })}
          </Button>
          <Suspense fallback={null}>
            <ConflictDialog work={work} conflicts={conflicts} open={open} onClose={() => setOpen(false)} />
          </Suspense>
        </>
      )}
    </>
  );
}
