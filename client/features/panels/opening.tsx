import { useState } from "react";
import type { PanelDetail, PanelSummary } from "../../../core/contracts/experts.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Facts, Panel } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useText } from "./text.ts";

/** Says what opening means and opens, once and for all; while sheets are missing only with a reason. */
function OpenDialog({
  panel,
  path,
  onClose,
  onDone,
}: {
  panel: PanelSummary;
  path: string;
  onClose: () => void;
  onDone: (detail: PanelDetail) => void;
}) {
  const t = useText();
  const [understood, setUnderstood] = useState(false);
  const command = useOnce();
  const missing = panel.sheets.assigned - panel.sheets.handedIn;
  const open = async (reason: string) => {
    const body = missing > 0 ? { reason } : {};
    const done = await command.run((idempotencyKey) => post<PanelDetail>(`${path}/opening`, body, { idempotencyKey }));
    if (!done) return;
    showToast(t("opening.done"));
    onDone(done);
  };
  return (
    <ReasonDialog
      title={t("opening.title")}
      confirmText={t("opening.confirm")}
      hint={t("opening.reasonHint")}
      danger
      required={missing > 0}
      ready={understood}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onConfirm={(reason) => void open(reason)}
    >
      <ul>
        <li>{t("opening.means.final")}</li>
        <li>{t("opening.means.sealed")}</li>
        <li>{t("opening.means.seen")}</li>
        <li>{t("opening.means.scoring")}</li>
      </ul>
      {missing > 0 && <Alert tone="warn">{t("opening.missing", { count: missing })}</Alert>}
      <Checkbox checked={understood} onChange={(event) => setUnderstood(event.target.checked)}>
        {t("opening.understood")}
      </Checkbox>
    </ReasonDialog>
  );
}

/** Whether the marks are sealed, and the way to open them. */
export function Opening({
  panel,
  path,
  onChanged,
}: {
  panel: PanelSummary;
  path: string;
  onChanged: (detail: PanelDetail) => void;
}) {
  const t = useText();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const { assigned, handedIn } = panel.sheets;
  return (
    <Panel
      title={t("opening.panel")}
      id="opening"
      actions={
        panel.opening ? (
          <LinkButton tone="primary" to={`/manage/rounds/${panel.roundId}/panels/${panel.panelId}/report`}>
            {t("report.title")}
          </LinkButton>
        ) : (
          assigned > 0 && <Button onClick={() => setAsking(true)}>{t("opening.action")}</Button>
        )
      }
    >
      {panel.opening ? (
        <Facts
          items={[
            { label: t("opening.at"), value: formatInstant(panel.opening.at, locale) },
            { label: t("opening.by"), value: panel.opening.by },
            ...(panel.opening.reason ? [{ label: t("opening.reason"), value: panel.opening.reason }] : []),
          ]}
        />
      ) : (
        <>
          <p>{t("opening.lead")}</p>
          <p className="sb-muted">
            {assigned === 0
              ? t("opening.nothing")
              : handedIn === assigned
                ? t("opening.ready")
                : t("opening.waiting", { count: assigned - handedIn })}
          </p>
        </>
      )}
      {asking && (
        <OpenDialog
          panel={panel}
          path={path}
          onClose={() => setAsking(false)}
          onDone={(detail) => {
            setAsking(false);
            onChanged(detail);
          }}
        />
      )}
    </Panel>
  );
}
