import { useState } from "react";
import type { PanelDetail } from "../../../core/contracts/experts.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Facts, Panel } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { remarked } from "../../ui/punctuation.ts";
import { showToast } from "../../ui/toast.tsx";
import { type Gaps, gapsBeforeOpening } from "./panel-counts.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useText } from "./text.ts";

/** What needs a reason; whether everybody has looked at a new version again is the server's to say. */
const sumOf = ({ missing, short, onTheWay }: Gaps) => missing + short + onTheWay;

/** What is missing before an opening, a line each. */
function GapLines({ gaps: { missing, short, again, onTheWay } }: { gaps: Gaps }) {
  const t = useText();
  return (
    <>
      {missing > 0 && <div>{t("opening.missing", { count: missing })}</div>}
      {short > 0 && <div>{t("opening.short", { count: short })}</div>}
      {again > 0 && <div>{t("opening.again", { count: again })}</div>}
      {onTheWay > 0 && <div>{t("opening.onTheWay", { count: onTheWay })}</div>}
    </>
  );
}

/** Says what opening means and opens, once and for all; while sheets are missing only with a reason. */
function OpenDialog({
  detail,
  path,
  onClose,
  onDone,
}: {
  detail: PanelDetail;
  path: string;
  onClose: () => void;
  onDone: (detail: PanelDetail) => void;
}) {
  const t = useText();
  const [understood, setUnderstood] = useState(false);
  const command = useOnce();
  const gaps = gapsBeforeOpening(detail);
  // The server knows of gaps that came up since this page was read.
  const needsReason = sumOf(gaps) > 0 || command.problem?.code === "panel-incomplete";
  const open = async (reason: string) => {
    const body = needsReason ? { reason } : {};
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
      required={needsReason}
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
      {needsReason && (
        <Alert tone="warn">
          <GapLines gaps={gaps} />
          <div>{t("opening.sayWhy")}</div>
        </Alert>
      )}
      <Checkbox checked={understood} onChange={(event) => setUnderstood(event.target.checked)}>
        {t("opening.understood")}
      </Checkbox>
    </ReasonDialog>
  );
}

/** Whether the marks are sealed, and the way to open them. */
export function Opening({
  detail,
  path,
  onChanged,
}: {
  detail: PanelDetail;
  path: string;
  onChanged: (detail: PanelDetail) => void;
}) {
  const t = useText();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const { panel } = detail;
  const gaps = gapsBeforeOpening(detail);
  const unmarked = detail.declarations.filter((row) => row.unmarked);
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
          panel.declarations > 0 && <Button onClick={() => setAsking(true)}>{t("opening.action")}</Button>
        )
      }
    >
      {panel.opening ? (
        <>
          {unmarked.length > 0 && (
            <Alert tone="warn" title={t("opening.unmarked", { count: unmarked.length })}>
              <ul>
                {unmarked.map((row) => (
                  <li key={row.declarationId}>{remarked(row.applicantName, row.code)}</li>
                ))}
              </ul>
              <p>{t("opening.unmarkedHint")}</p>
            </Alert>
          )}
          <Facts
            items={[
              { label: t("opening.at"), value: formatInstant(panel.opening.at, locale) },
              { label: t("opening.by"), value: panel.opening.by },
              ...(panel.opening.reason ? [{ label: t("opening.reason"), value: panel.opening.reason }] : []),
            ]}
          />
        </>
      ) : (
        <>
          <p>{t("opening.lead")}</p>
          <div className="sb-muted">
            <GapLines gaps={gaps} />
            {sumOf(gaps) === 0 && panel.declarations > 0 && t("opening.ready")}
          </div>
        </>
      )}
      {asking && (
        <OpenDialog
          detail={detail}
          path={path}
          onClose={() => setAsking(false)}
          onDone={(changed) => {
            setAsking(false);
            onChanged(changed);
          }}
        />
      )}
    </Panel>
  );
}
