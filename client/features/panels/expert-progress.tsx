import type { PanelDetail } from "../../../core/contracts/experts.ts";
import { Empty, Panel, Tag } from "../../ui/display.tsx";
import { Table } from "../../ui/table.tsx";
import { tagsText } from "../../ui/tags-text.ts";
import { useText } from "./text.ts";

/** How many sheets each expert has and has handed in; until the opening that is all there is to see. */
export function ExpertProgress({ detail }: { detail: PanelDetail }) {
  const t = useText();
  const rows = detail.experts.toSorted((a, b) => b.assigned - a.assigned || a.name.localeCompare(b.name, "zh"));
  return (
    <Panel title={t("progress.title")} id="progress">
      <p className="sb-muted">{t("progress.lead")}</p>
      <Table
        caption={t("progress.title")}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={<Empty title={t("progress.none")}>{t("progress.noneHint")}</Empty>}
        columns={[
          {
            key: "name",
            title: t("progress.expert"),
            rowHeader: true,
            render: (row) => (
              <>
                {row.name} {!row.drawable && <Tag>{t("progress.notDrawable")}</Tag>}
              </>
            ),
          },
          { key: "employer", title: t("pool.employer"), render: (row) => row.employer ?? "—" },
          { key: "fields", title: t("pool.fields"), render: (row) => tagsText(row.fields) || "—" },
          { key: "assigned", title: t("progress.assigned"), numeric: true, render: (row) => row.assigned },
          { key: "handed-in", title: t("progress.handedIn"), numeric: true, render: (row) => row.handedIn },
          {
            key: "state",
            title: t("progress.state"),
            render: (row) =>
              row.assigned === 0 ? (
                "—"
              ) : row.handedIn === row.assigned ? (
                <Tag tone="ok">{t("progress.done")}</Tag>
              ) : (
                <Tag tone="accent">{t("progress.left", { count: row.assigned - row.handedIn })}</Tag>
              ),
          },
        ]}
      />
    </Panel>
  );
}
