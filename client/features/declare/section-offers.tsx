import { useRef, useState, useSyncExternalStore } from "react";
import { offersNow, takeOffers } from "../../form-kit/index.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

/** At the head of a section: take all that was said before for its blank fields, in one go. */
export function SectionOffers({ workspace, fields }: { workspace: Workspace; fields: readonly string[] }) {
  const t = useText();
  const { offers, store, shared } = workspace;
  const [taken, setTaken] = useState(0);
  const news = useRef<HTMLParagraphElement>(null);
  const asked = new Set(fields);
  const subscribe = (listener: () => void) => {
    const stops = [offers.subscribe(listener), store.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };
  const count = useSyncExternalStore(subscribe, () => offersNow(offers, store, asked, shared.editable).length);
  if (count === 0 && taken === 0) return null;
  return (
    <div className="sb-dc-offers sb-no-print">
      {count > 0 && (
        <>
          <span>{t("fill.offers", { count })}</span>
          <Button
            size="small"
            onClick={() => {
              setTaken(takeOffers(offers, store, asked, shared.editable));
              requestAnimationFrame(() => news.current?.focus());
            }}
          >
            {t("fill.takeAll")}
          </Button>
        </>
      )}
      <p role="status" ref={news} tabIndex={-1}>
        {taken > 0 && t("fill.taken", { count: taken })}
      </p>
    </div>
  );
}
