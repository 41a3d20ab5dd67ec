import type { RunDetail } from "../../../core/contracts/scoring.ts";
import { Panel } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useProvinceText } from "./text.ts";

/** Marks of experts that a run kept but did not count, each with the reason; nothing where every mark counts. */
export function UncountedMarks({ marks }: { marks: RunDetail["uncounted"] }) {
  const t = useProvinceText();
  const locale = useLocale();
  if (marks.length === 0) return null;
  return (
    <Panel title={t("run.uncounted")} id="uncounted">
      <p className="sb-muted">{t("run.uncountedLead")}</p>
      <Table
        caption={t("run.uncounted")}
        captionHidden
        rows={marks}
        rowKey={(mark) => `${mark.panelId} ${mark.declarationId} ${mark.item} ${mark.expertName}`}
        columns={[
          { key: "name", title: t("run.name"), rowHeader: true, render: (mark) => mark.applicantName },
          { key: "item", title: t("explain.item"), render: (mark) => mark.itemTitle[locale] },
          { key: "expert", title: t("run.expert"), render: (mark) => mark.expertName },
          { key: "points", title: t("run.mark"), numeric: true, render: (mark) => mark.points },
          { key: "why", title: t("run.why"), render: (mark) => mark.why[locale] },
        ]}
      />
    </Panel>
  );
}
