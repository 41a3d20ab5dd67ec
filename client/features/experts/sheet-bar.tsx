import { type RefObject, useState } from "react";
import type { SheetView } from "../../../core/contracts/expert-sheets.ts";
import type { SyncSnapshot } from "../../api/draft-sync.ts";
import { Button } from "../../ui/button.tsx";
import { Progress } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SaveStateNote } from "../../ui/save-state.tsx";
import { MarkConflicts } from "./mark-conflicts.tsx";
import { pointsOfMark, pointsText, readPoints } from "./mark-text.ts";
import type { SheetWork } from "./sheet-work.ts";
import { useText } from "./text.ts";

const keys = ["next", "step", "missing", "evidence", "back"] as const;

/** What one has given so far, where it is kept, and what is left to do. Stays in view while scrolling. */
export function SheetBar({
  sheet,
  work,
  sync,
  missing,
  onNext,
  onHandIn,
  handInRef,
}: {
  sheet: SheetView;
  work: SheetWork;
  sync: SyncSnapshot;
  missing: number;
  onNext: () => void;
  onHandIn: () => void;
  handInRef: RefObject<HTMLButtonElement | null>;
}) {
  const t = useText();
  const locale = useLocale();
  const [settling, setSettling] = useState(false);
  const { items, may, scale } = sheet;
  const marks = work.marks();
  const given = items.reduce((sum, item) => {
    const points = readPoints(marks[item.id]?.points ?? "", scale);
    return points.kind === "mark" ? sum + pointsOfMark(points.text, scale, item) : sum;
  }, 0);
  const most = items.reduce((sum, item) => sum + Number(item.high), 0);
  const marked = t("bar.marked", { marked: items.length - missing, items: items.length });
  return (
    <div className="sb-xp-bar">
      <div className="sb-xp-bar__sum">
        <span>{marked}</span>
        <Progress value={items.length === 0 ? 0 : (items.length - missing) / items.length} label={marked} />
        <strong>{t("bar.total", { given: pointsText(given), most: pointsText(most) })}</strong>
      </div>
      {may.mark && (
        <div className="sb-xp-bar__actions sb-no-print">
          <SaveStateNote state={sync.state} onRetry={() => work.sync.sendNow()} />
          {sync.conflicts.length > 0 && (
            <Button size="small" tone="danger" onClick={() => setSettling(true)}>
              {t("conflict.open", { count: sync.conflicts.length })}
            </Button>
          )}
          <Button onClick={onNext} disabled={missing === 0}>
            {t("bar.next")}
          </Button>
          <Button ref={handInRef} tone="primary" onClick={onHandIn}>
            {t("handIn.action")}
          </Button>
        </div>
      )}
      <MarkConflicts
        open={settling && sync.conflicts.length > 0}
        conflicts={sync.conflicts}
        titleOf={(id) => items.find((item) => item.id === id)?.title[locale] ?? id}
        onSettle={(item, choice) => work.sync.settle(item, choice)}
        onClose={() => setSettling(false)}
      />
    </div>
  );
}

/** What the keys of the sheet do. */
export function SheetKeys() {
  const t = useText();
  return (
    <details className="sb-xp-keys sb-small sb-no-print">
      <summary>{t("keys.title")}</summary>
      <dl>
        {keys.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{t(`keys.${key}.keys`)}</kbd>
            </dt>
            <dd>{t(`keys.${key}.does`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
