import { useState } from "react";
import type { DueRequest, PanelDetail } from "../../../core/contracts/experts.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Button } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { Panel } from "../../ui/display.tsx";
import { formatInstant, instantOf } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { ClockField } from "../../ui/labelled-controls.tsx";
import { showToast } from "../../ui/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useText } from "./text.ts";

interface Props {
  detail: PanelDetail;
  path: string;
  onChanged: (detail: PanelDetail) => void;
}

/** Sets the time until which sheets are taken; another one than before needs a reason. */
function DueDialog({ detail, path, onChanged, onClose }: Props & { onClose: () => void }) {
  const t = useText();
  const [until, setUntil] = useState("");
  const command = useOnce();
  const isChange = detail.panel.due !== null;
  const set = async (reason: string) => {
    const body: DueRequest = { dueAt: instantOf(until), ...(isChange && { reason }) };
    const done = await command.run((idempotencyKey) => post<PanelDetail>(`${path}/due`, body, { idempotencyKey }));
    if (!done) return;
    showToast(t("due.done"));
    onClose();
    onChanged(done);
  };
  return (
    <ReasonDialog
      title={t(isChange ? "due.change" : "due.set")}
      confirmText={t("due.confirm")}
      hint={t("due.reasonHint")}
      required={isChange}
      ready={until !== ""}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onConfirm={(reason) => void set(reason)}
    >
      <ClockField label={t("due.until")} hint={t("due.untilHint")} required value={until} onChange={setUntil} />
    </ReasonDialog>
  );
}

/** Until when experts may hand in, how it was changed and why. */
export function Due({ detail, path, onChanged }: Props) {
  const t = useText();
  const locale = useLocale();
  const [setting, setSetting] = useState(false);
  const { panel, dues } = detail;
  const isOpened = panel.state === "opened";
  if (isOpened && panel.due === null) return null;
  return (
    <Panel
      title={t("due.title")}
      id="due"
      actions={
        !isOpened && (
          <Button onClick={() => setSetting(true)}>{t(panel.due === null ? "due.set" : "due.change")}</Button>
        )
      }
    >
      {panel.due === null ? <p className="sb-muted">{t("due.none")}</p> : <Deadline at={panel.due.dueAt} />}
      {dues.length > 1 && (
        <ul className="sb-pn-lines sb-pn-below">
          {dues.map((due) => (
            <li key={due.at} className="sb-muted sb-small">
              {t("due.entry", { due: formatInstant(due.dueAt, locale), at: formatInstant(due.at, locale), by: due.by })}
              {due.reason && ` ${t("assignments.because", { reason: due.reason })}`}
            </li>
          ))}
        </ul>
      )}
      {setting && <DueDialog detail={detail} path={path} onChanged={onChanged} onClose={() => setSetting(false)} />}
    </Panel>
  );
}
