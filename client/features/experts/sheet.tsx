import { type KeyboardEvent, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { SheetItem, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { Button } from "../../ui/button.tsx";
import { Deadline, useMinute } from "../../ui/deadline.tsx";
import { Alert, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { usePlainKeys } from "../../ui/plain-key.ts";
import { useWide } from "../../ui/use-wide.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import { HandInDialog } from "./hand-in-dialog.tsx";
import { statusTones } from "./list-page.tsx";
import { readPoints } from "./mark-text.ts";
import { ReadingPane } from "./reading-pane.tsx";
import { RecusalDialog } from "./recusal-dialog.tsx";
import { SheetBar, SheetKeys } from "./sheet-bar.tsx";
import { SheetItemRow } from "./sheet-item.tsx";
import type { SheetWork } from "./sheet-work.ts";
import { useText } from "./text.ts";
import "./sheet.css";

/** Refusals of a save that mean: the sheet is not to be marked any more. */
const elsewhere = ["wrong-state", "past-deadline", "sheet-handed-in", "panel-opened", "not-found"];

type Asked = { what: "hand-in" | "recuse" } | { what: "change"; item: SheetItem } | null;

/** Items in the scheme's order, in runs under the same headings. */
function groupsOf(items: readonly SheetItem[]): { path: SheetItem["path"]; items: SheetItem[] }[] {
  const groups: { path: SheetItem["path"]; items: SheetItem[] }[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.path.map(({ zh }) => zh).join("/") === item.path.map(({ zh }) => zh).join("/"))
      last.items.push(item);
    else groups.push({ path: item.path, items: [item] });
  }
  return groups;
}

/** What the state of the sheet means for the expert. */
function StateNote({ sheet }: { sheet: SheetView }) {
  const t = useText();
  const locale = useLocale();
  const { assignment, may, withheld, version, earlierVersion } = sheet;
  const isOpen = ["assigned", "draft", "reopened"].includes(assignment.status);
  const isOverdue = useMinute() > Date.parse(assignment.dueAt ?? "9999-12-31");
  const waits = assignment.openedAt ? "state.tooLate" : isOverdue ? "state.overdue" : "state.away";
  return (
    <>
      {assignment.status === "recused" && <Alert tone="info">{t("state.recused")}</Alert>}
      {assignment.status === "released" && <Alert tone="info">{t("state.released")}</Alert>}
      {assignment.status === "handed-in" && (
        <Alert tone="ok">
          {may.change ? t("state.handedIn") : t(assignment.openedAt ? "state.opened" : "state.closed")}
        </Alert>
      )}
      {isOpen && !may.mark && <Alert tone="warn">{t(waits)}</Alert>}
      {isOpen && earlierVersion !== null && (
        <Alert tone="accent" title={t("state.newVersion", { number: version.number })} live="polite">
          {t("state.lookAgain", { earlier: earlierVersion, at: formatInstant(version.at, locale) })}
        </Alert>
      )}
      {isOpen && may.mark && assignment.dueAt && (
        <p>
          <Deadline at={assignment.dueAt} prefix={t("list.due")} />
        </p>
      )}
      {assignment.blind && sheet.items.length > 0 && (
        <p className="sb-muted">{t("state.blind", { fields: withheld.fields.length, files: withheld.files })}</p>
      )}
    </>
  );
}

/** The score sheet on the desk: marks on one side, what they are about on the other; everything by keyboard. */
export function Sheet({
  sheet,
  work,
  onChanged,
  onStale,
}: {
  sheet: SheetView;
  work: SheetWork;
  onChanged: (sheet: SheetView) => void;
  /** The sheet stands elsewhere than shown: it must be read again. */
  onStale: () => void;
}) {
  const t = useText();
  const locale = useLocale();
  // Where marks and evidence fit side by side; sheet.css turns at the same width.
  const wide = useWide(961);
  const { assignment, items, may, scale } = sheet;
  const marks = useSyncExternalStore(
    useCallback((listener) => work.subscribe(listener), [work]),
    () => work.marks(),
  );
  const sync = useSyncExternalStore(
    useCallback((listener) => work.sync.subscribe(listener), [work]),
    () => work.sync.snapshot(),
  );
  const [active, setActive] = useState<string | null>(() => (wide ? (items[0]?.id ?? null) : null));
  const [asked, setAsked] = useState<Asked>(null);
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const handIn = useRef<HTMLButtonElement>(null);
  const isMarked = (item: SheetItem) => readPoints(marks[item.id]?.points ?? "", scale).kind === "mark";
  const missing = items.filter((item) => !isMarked(item));
  const inputs = () => [...(list.current?.querySelectorAll<HTMLInputElement>("input[data-item]") ?? [])];
  const focusItem = (id: string) =>
    inputs()
      .find((input) => input.dataset.item === id)
      ?.focus();
  const focusMissing = () => {
    const at = items.findIndex(({ id }) => id === active);
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => !isMarked(item));
    if (next) focusItem(next.id);
    else handIn.current?.focus();
  };
  // A sheet that was handed in or taken back elsewhere refuses every save: it is shown as it stands now.
  const refused = sync.state.kind === "refused" && elsewhere.includes(sync.state.problem.code);
  useEffect(() => {
    if (refused) onStale();
  }, [refused, onStale]);
  usePlainKeys((key) => {
    if (key !== "n" || !may.mark) return false;
    focusMissing();
    return true;
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || !may.mark) return;
    const input = event.target instanceof HTMLInputElement && event.target.dataset.item ? event.target : null;
    const step =
      input && !event.altKey ? { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key] : undefined;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) focusMissing();
    else if (event.key === "F2") pane.current?.focus();
    else if (input && step !== undefined)
      inputs()
        .at(Math.max(0, inputs().indexOf(input) + step))
        ?.focus();
    else return;
    event.preventDefault();
  };
  const activeItem = items.find(({ id }) => id === active);
  return (
    <>
      <PageHead
        title={assignment.applicant?.name ?? t("sheet.title", { code: assignment.code })}
        back={{ to: "/expert", label: t("list.title") }}
        lead={
          <>
            <Tag tone={statusTones[assignment.status]}>{t(`status.${assignment.status}`)}</Tag>{" "}
            {assignment.roundTitle[locale]} · {assignment.panelTitle[locale]}
            {assignment.applicant && ` · ${assignment.code}`}
          </>
        }
        actions={
          may.recuse ? (
            <Button onClick={() => setAsked({ what: "recuse" })}>{t("recuse.action")}</Button>
          ) : (
            assignment.status === "handed-in" && <Button onClick={() => window.print()}>{t("sheet.print")}</Button>
          )
        }
      />
      <StateNote sheet={sheet} />
      {items.length > 0 && (
        <>
          <SheetBar
            sheet={sheet}
            work={work}
            sync={sync}
            missing={missing.length}
            onNext={focusMissing}
            onHandIn={() => setAsked({ what: "hand-in" })}
            handInRef={handIn}
          />
          {may.mark && <SheetKeys />}
          <div className="sb-xp-desk">
            {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the inputs inside, gathered in one place */}
            <div ref={list} onKeyDown={onKeyDown}>
              {groupsOf(items).map((group) => (
                <section key={group.items[0]?.id} className="sb-panel sb-xp-group">
                  <h2>{group.path.map((title) => title[locale]).join(" › ") || t("sheet.items")}</h2>
                  <ol className="sb-xp-items">
                    {group.items.map((item) => (
                      <SheetItemRow
                        key={item.id}
                        item={item}
                        sheet={sheet}
                        typed={marks[item.id]}
                        active={active === item.id}
                        onActivate={() => setActive(!wide && active === item.id ? null : item.id)}
                        onType={(change) => work.type(item.id, change)}
                        onChange={() => setAsked({ what: "change", item })}
                        reading={
                          wide
                            ? null
                            : (open) =>
                                open && (
                                  <div className="sb-xp-pane">
                                    <ReadingPane sheet={sheet} item={item} />
                                  </div>
                                )
                        }
                      />
                    ))}
                  </ol>
                </section>
              ))}
            </div>
            {wide && (
              <aside
                ref={pane}
                className="sb-panel sb-xp-pane sb-xp-pane--beside"
                aria-label={t("pane.label")}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
                tabIndex={0}
                onKeyDown={(event) => {
                  if (event.key === "Escape" && active) focusItem(active);
                }}
              >
                <ReadingPane key={active} sheet={sheet} item={activeItem} />
              </aside>
            )}
          </div>
          <p className="sb-xp-signature">{t("sheet.signature")}</p>
        </>
      )}
      {asked?.what === "hand-in" && (
        <HandInDialog
          sheet={sheet}
          work={work}
          missing={missing}
          onGo={(item) => {
            setAsked(null);
            // The dialog gives the focus back to its opener first.
            setTimeout(() => focusItem(item));
          }}
          onClose={() => setAsked(null)}
          onDone={onChanged}
          onOutdated={() => {
            setAsked(null);
            onStale();
          }}
        />
      )}
      {asked?.what === "recuse" && <RecusalDialog sheet={sheet} onClose={() => setAsked(null)} onDone={onChanged} />}
      {asked?.what === "change" && (
        <ChangeDialog
          sheet={sheet}
          item={asked.item}
          onClose={() => setAsked(null)}
          onDone={(changed) => {
            setAsked(null);
            onChanged(changed);
          }}
        />
      )}
    </>
  );
}
