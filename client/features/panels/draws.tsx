import { useState } from "react";
import type { DrawSummary, PanelDetail } from "../../../core/contracts/experts.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Empty, Panel, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { tagsText } from "../../ui/tags-text.ts";
import { DrawDialog } from "./draw-dialog.tsx";
import { DrawRecordDialog } from "./draw-record-dialog.tsx";
import { useText } from "./text.ts";

/** Who the newest draw could not serve, and why. */
function Uncovered({ detail }: { detail: PanelDetail }) {
  const t = useText();
  const locale = useLocale();
  if (detail.uncovered.length === 0) return null;
  return (
    <Alert tone="warn" title={t("draw.uncovered", { count: detail.uncovered.length })}>
      <ul>
        {detail.uncovered.map((row) => (
          <li key={row.declarationId}>{t("draw.uncoveredRow", { code: row.code, why: row.why[locale] })}</li>
        ))}
      </ul>
      <p>{t("draw.uncoveredHint")}</p>
    </Alert>
  );
}

/** The draws of a panel with their settings and seeds, and the next one. */
export function Draws({
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
  const [drawing, setDrawing] = useState(false);
  const [shown, setShown] = useState<DrawSummary | null>(null);
  const { panel, draws } = detail;
  const drawable = detail.experts.some((expert) => expert.drawable);
  const mayDraw = panel.state !== "opened" && panel.declarations > 0 && drawable;
  return (
    <Panel
      title={t("draw.title")}
      id="draws"
      actions={
        mayDraw && (
          <Button tone={draws.length === 0 ? "primary" : "default"} onClick={() => setDrawing(true)}>
            {draws.length === 0 ? t("draw.first") : t("draw.again")}
          </Button>
        )
      }
    >
      <p className="sb-muted">{t("draw.lead")}</p>
      {panel.state !== "opened" && panel.declarations === 0 && <Alert tone="info">{t("draw.noDeclarations")}</Alert>}
      {panel.state !== "opened" && !drawable && (
        <Alert tone="accent" action={<LinkButton to="/manage/experts">{t("pool.title")}</LinkButton>}>
          {t("draw.noExperts")}
        </Alert>
      )}
      <Uncovered detail={detail} />
      <Table
        caption={t("draw.title")}
        captionHidden
        rows={draws.toSorted((a, b) => b.number - a.number)}
        rowKey={(row) => String(row.number)}
        empty={<Empty title={t("draw.none")}>{t("draw.noneHint")}</Empty>}
        columns={[
          {
            key: "number",
            title: t("draw.number"),
            rowHeader: true,
            render: (row) => (
              <>
                {t("draw.nth", { number: row.number })} {row.keep && <Tag>{t("draw.kept")}</Tag>}
                <div className="sb-muted">{formatInstant(row.at, locale)}</div>
                {row.reason && (
                  <div className="sb-muted sb-small">{t("assignments.because", { reason: row.reason })}</div>
                )}
              </>
            ),
          },
          {
            key: "settings",
            title: t("draw.settings"),
            render: (row) => (
              <>
                {t("draw.settingsValue", { per: row.perDeclaration, most: row.maxLoad })}
                {row.fields.length > 0 && <div className="sb-muted">{tagsText(row.fields)}</div>}
              </>
            ),
          },
          {
            key: "seed",
            title: t("draw.seed"),
            render: (row) => (
              <>
                <code className="sb-mono">{row.seed}</code>
                <div className="sb-muted">
                  {row.publicLot === null ? t("draw.seedMade") : t("draw.seedGiven", { lot: row.publicLot })}
                </div>
              </>
            ),
          },
          {
            key: "result",
            title: t("draw.result"),
            render: (row) => (
              <>
                {t("draw.resultValue", {
                  assigned: row.assigned,
                  experts: row.experts,
                  declarations: row.declarations,
                })}
                <div className="sb-muted">{row.by}</div>
              </>
            ),
          },
          {
            key: "record",
            title: t("draw.record"),
            render: (row) => (
              <Button
                size="small"
                aria-label={labelled(t("draw.verify"), t("draw.nth", { number: row.number }))}
                onClick={() => setShown(row)}
              >
                {t("draw.verify")}
              </Button>
            ),
          },
        ]}
      />
      {detail.nextDraw && (
        <p className="sb-muted sb-small sb-pn-below">
          {t("draw.commitment", { number: detail.nextDraw.number })}{" "}
          <code className="sb-mono">{detail.nextDraw.commitment}</code>
        </p>
      )}
      {drawing && (
        <DrawDialog
          detail={detail}
          path={path}
          onClose={() => setDrawing(false)}
          onDone={(changed) => {
            setDrawing(false);
            onChanged(changed);
          }}
        />
      )}
      {shown && <DrawRecordDialog draw={shown} detail={detail} path={path} onClose={() => setShown(null)} />}
    </Panel>
  );
}
