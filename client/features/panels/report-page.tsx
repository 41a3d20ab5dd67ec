import { useState } from "react";
import { useParams } from "wouter";
import type { PanelReport } from "../../../core/contracts/experts.ts";
import { useGet } from "../../api/queries.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { LoadError, Panel, Skeleton, StateMessage } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { MarksAnnex } from "./report-marks.tsx";
import { AgreementTable, HarshnessTable, ItemTable, UncountedTable } from "./report-tables.tsx";
import { useText } from "./text.ts";
import "./panels.css";

function Report({ report, back }: { report: PanelReport; back: { to: string; label: string } }) {
  const t = useText();
  const locale = useLocale();
  const [annex, setAnnex] = useState(false);
  const { panel } = report;
  return (
    <>
      <PageHead
        title={t("report.of", { panel: panel.title[locale] })}
        back={back}
        lead={
          panel.opening &&
          t("report.lead", {
            at: formatInstant(panel.opening.at, locale),
            sheets: panel.sheets.handedIn,
            declarations: report.declarations.length,
          })
        }
        actions={
          <>
            <Button aria-expanded={annex} onClick={() => setAnnex(!annex)}>
              {annex ? t("report.hideMarks") : t("report.showMarks")}
            </Button>
            <Button onClick={() => window.print()}>{t("report.print")}</Button>
          </>
        }
      />
      <p className="sb-muted sb-pn-note">{t("report.beside")}</p>
      <Panel title={t("agreement.title")} id="agreement">
        <AgreementTable report={report} />
      </Panel>
      <Panel title={t("harshness.title")} id="harshness">
        <HarshnessTable report={report} />
      </Panel>
      <Panel title={t("items.title")} id="items">
        <ItemTable report={report} />
      </Panel>
      <Panel title={t("uncounted.title")} id="uncounted">
        <UncountedTable report={report} />
      </Panel>
      {annex && <MarksAnnex report={report} />}
    </>
  );
}

/** How good the review was, once the marks are opened: agreement, harshness, disagreement, marks that do not count. */
export default function ReportPage() {
  const t = useText();
  const locale = useLocale();
  const { id, panelId } = useParams<{ id: string; panelId: string }>();
  const report = useGet<PanelReport>(`/api/rounds/${id}/panels/${panelId}/report`);
  const back = { to: `/manage/rounds/${id}/panels/${panelId}`, label: t("panel.back") };
  return (
    <PageFrame>
      {report.isPending && <Skeleton lines={12} />}
      {report.error?.code === "panels-not-open" && (
        <>
          <PageHead title={t("report.title")} back={back} />
          <StateMessage
            mark="○"
            title={t("report.sealed")}
            actions={
              <LinkButton to={`${back.to}#opening`} tone="primary">
                {t("panel.back")}
              </LinkButton>
            }
          >
            {t("report.sealedHint")}
          </StateMessage>
        </>
      )}
      {report.error && report.error.code !== "panels-not-open" && (
        <LoadError message={report.error.text[locale]} onRetry={() => void report.refetch()} />
      )}
      {report.data && <Report report={report.data} back={back} />}
    </PageFrame>
  );
}
