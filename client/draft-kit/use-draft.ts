import { useEffect, useState, useSyncExternalStore } from "react";
import type { SyncSnapshot } from "../api/draft-sync.ts";
import { useSession } from "../api/session.ts";
import type { DraftWork } from "./draft-work.ts";

/**
 * Opens the work on a form once `stage` is known, and anew when it changes: a background refresh of the same stage must
 * not replace what is being typed.
 */
export function useDraft<W extends Pick<DraftWork, "stop">>(
  stage: string | null,
  open: (viewerId: string) => Promise<W>,
): W | null {
  const { user } = useSession();
  const [work, setWork] = useState<W | null>(null);
  const viewerId = user?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stage` stands for what `open` reads
  useEffect(() => {
    if (stage === null || !viewerId) return;
    let opened: W | null = null;
    let gone = false;
    void open(viewerId).then((made) => {
      if (gone) return made.stop();
      opened = made;
      setWork(made);
    });
    return () => {
      gone = true;
      opened?.stop();
    };
  }, [stage, viewerId]);
  return work;
}

/** Where the answers are, and what others changed meanwhile. */
export function useSyncState({ sync }: Pick<DraftWork, "sync">): SyncSnapshot {
  return useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => sync.snapshot(),
  );
}
