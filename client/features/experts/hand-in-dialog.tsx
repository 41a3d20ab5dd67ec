import { useEffect, useState } from "react";
import type { HandIn, SheetItem, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { SheetWork } from "./sheet-work.ts";
import { useText } from "./text.ts";

/** Before a sheet is handed in: what is missing, with the way there, or what handing in means. */
export function HandInDialog({
  sheet,
  work,
  missing,
  onGo,
  onClose,
  onDone,
  onOutdated,
}: {
  sheet: SheetView;
  work: SheetWork;
  missing: readonly SheetItem[];
  onGo: (item: string) => void;
  onClose: () => void;
  onDone: (sheet: SheetView) => void;
  /** The declaration has another version than the one that was read. */
  onOutdated: () => void;
}) {
  const t = useText();
  const locale = useLocale();
  const command = useOnce();
  const [unsaved, setUnsaved] = useState(false);
  const isOutdated = command.problem?.code === "sheet-outdated";
  useEffect(() => {
    if (!isOutdated) return;
    showToast(t("handIn.outdated"));
    onOutdated();
  }, [isOutdated, onOutdated, t]);
  const handIn = async () => {
    setUnsaved(false);
    const done = await command.run(async (idempotencyKey) => {
      if (!(await work.sync.settled())) {
        setUnsaved(true);
        return null;
      }
      const body: HandIn = { revision: work.sync.snapshot().revision, version: sheet.version.number };
      return post<SheetView>(`/api/expert/assignments/${sheet.assignment.id}/hand-in`, body, { idempotencyKey });
    });
    if (!done) return;
    showToast(t("handIn.done"));
    onDone(done);
  };
  return (
    <Dialog
      open
      title={t("handIn.title")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("handIn.later")}</Button>
          <Button tone="primary" disabled={missing.length > 0} busy={command.busy} onClick={() => void handIn()}>
            {t("handIn.confirm")}
          </Button>
        </>
      }
    >
      <ProblemAlert problem={command.problem} />
      {unsaved && (
        <Alert tone="bad" live="assertive">
          {t("handIn.unsaved")}
        </Alert>
      )}
      {missing.length > 0 ? (
        <>
          <p>{t("handIn.missing", { count: missing.length })}</p>
          <ul>
            {missing.map((item) => (
              <li key={item.id}>
                <Button size="small" tone="text" onClick={() => onGo(item.id)}>
                  {item.title[locale]}
                </Button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t("handIn.means", { count: sheet.items.length })}</p>
      )}
    </Dialog>
  );
}
