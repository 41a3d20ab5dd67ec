import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useParams } from "wouter";
import type { SheetView } from "../../../core/contracts/expert-sheets.ts";
import { useGet } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { LoadError, Skeleton } from "../../ui/display.tsx";
import { PageFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Sheet } from "./sheet.tsx";
import { SheetWork } from "./sheet-work.ts";

/** The work of a sheet as it was opened, with what an earlier visit left on this device. */
function OpenSheet({ sheet, viewerId }: { sheet: SheetView; viewerId: string }) {
  const cache = useQueryClient();
  const [work] = useState(() => new SheetWork(sheet, viewerId));
  const [ready, setReady] = useState(!sheet.may.mark);
  const { mark } = sheet.may;
  useEffect(() => {
    if (!mark) return;
    let gone = false;
    const stopWatching = work.watchWindow();
    void work.resume().then(() => !gone && setReady(true));
    return () => {
      gone = true;
      stopWatching();
      work.sync.stop();
    };
  }, [work, mark]);
  if (!ready) return <Skeleton lines={10} />;
  return (
    <Sheet
      sheet={sheet}
      work={work}
      onChanged={(changed) => {
        cache.setQueryData([`/api/expert/assignments/${sheet.assignment.id}`], changed);
        void cache.invalidateQueries({ queryKey: ["/api/expert/assignments"] });
        void cache.invalidateQueries({ queryKey: ["/api/expert/conflicts"] });
      }}
      onStale={() => void cache.invalidateQueries({ queryKey: [`/api/expert/assignments/${sheet.assignment.id}`] })}
    />
  );
}

/** One sheet: the marks of the panel's indicators, with answers and evidence beside them. */
export default function SheetPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const { user } = useSession();
  const sheet = useGet<SheetView>(`/api/expert/assignments/${id}`, undefined, { staleTimeMs: 0 });
  // What an earlier visit left in the cache may lack marks that were saved since.
  const shown = sheet.isFetchedAfterMount ? sheet.data : undefined;
  // With other rights, or another version to read, another page of work begins.
  const rights = shown && [...Object.values(shown.may), shown.version.number].join(" ");
  // The pressed action is gone with the state it belonged to: the focus goes to the heading, which says the new one.
  const before = useRef(rights);
  useEffect(() => {
    if (before.current && rights && before.current !== rights) document.querySelector<HTMLElement>("h1")?.focus();
    before.current = rights;
  }, [rights]);
  return (
    <PageFrame width="board">
      {shown && user ? (
        <OpenSheet key={`${id} ${rights}`} sheet={shown} viewerId={user.id} />
      ) : sheet.error ? (
        <LoadError message={sheet.error.text[locale]} onRetry={() => void sheet.refetch()} />
      ) : (
        <Skeleton lines={10} />
      )}
    </PageFrame>
  );
}
