import type { PanelReport } from "../../../core/contracts/experts.ts";
import { Panel, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { figure } from "./report-numbers.ts";
import { useText } from "./text.ts";

type Mark = PanelReport["declarations"][number]["items"][number]["marks"][number];

/** One expert's mark with its remark and what it was before. */
function MarkLine({ mark }: { mark: Mark }) {
  const t = useText();
  const locale = useLocale();
  return (
    <li>
      {mark.expertName} <strong>{mark.points}</strong> {!mark.counted && <Tag tone="warn">{t("marks.uncounted")}</Tag>}
      {mark.comment && <div className="sb-muted">{mark.comment}</div>}
      {mark.versions.length > 1 &&
        mark.versions.map((version) => (
          <div key={version.at} className="sb-muted sb-small">
            {t("marks.version", { at: formatInstant(version.at, locale), points: version.points })}
            {version.reason && ` ${t("assignments.because", { reason: version.reason })}`}
          </div>
        ))}
    </li>
  );
}

/** Every mark of every declaration, to look up and to print. */
export function MarksAnnex({ report }: { report: PanelReport }) {
  const t = useText();
  const locale = useLocale();
  return (
    <>
      {report.declarations.map((declaration) => (
        <Panel
          key={declaration.declarationId}
          id={`marks-${declaration.code}`}
          title={`${declaration.applicantName}（${declaration.code}）`}
        >
          <Table
            caption={declaration.applicantName}
            captionHidden
            rows={declaration.items}
            rowKey={(row) => row.id}
            columns={[
              { key: "item", title: t("items.item"), rowHeader: true, render: (row) => row.title[locale] },
              {
                key: "marks",
                title: t("marks.marks"),
                render: (row) => (
                  <ul className="sb-pn-lines">
                    {row.marks.map((mark) => (
                      <MarkLine key={mark.expertId} mark={mark} />
                    ))}
                  </ul>
                ),
              },
              {
                key: "range",
                title: t("marks.range"),
                numeric: true,
                render: (row) => (row.low === null ? "—" : `${row.low}–${row.high}`),
              },
              {
                key: "deviation",
                title: t("marks.deviation"),
                numeric: true,
                render: (row) => (row.deviation === null ? "—" : figure(row.deviation)),
              },
              {
                key: "pooled",
                title: t("marks.pooled"),
                numeric: true,
                render: (row) => row.pooled ?? t("marks.notEnough"),
              },
            ]}
          />
        </Panel>
      ))}
    </>
  );
}
