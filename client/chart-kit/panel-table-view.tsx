import type { PanelTable } from "../../core/dashboards/panel-table.ts";
import { Button } from "../ui/button.tsx";
import { Table } from "../ui/table.tsx";
import { useChartText } from "./text.ts";

/** The table of a panel. With `onRegion`, the name of a region is a button that makes it the region looked at. */
export function PanelTableView({
  table,
  onRegion,
  mayChoose = () => true,
}: {
  table: PanelTable;
  onRegion?: ((code: string) => void) | undefined;
  mayChoose?: (code: string) => boolean;
}) {
  const t = useChartText();
  const [head, ...measures] = table.columns;
  return (
    <Table
      caption={t("tableOf", { title: table.caption })}
      captionHidden
      rows={table.rows}
      rowKey={(row) => row.code}
      columns={[
        {
          key: "category",
          title: head?.label ?? "",
          rowHeader: true,
          render: (row) =>
            onRegion && mayChoose(row.code) ? (
              <Button
                tone="text"
                size="small"
                aria-label={t("drillInto", { name: row.header })}
                onClick={() => onRegion(row.code)}
              >
                {row.header}
              </Button>
            ) : (
              row.header
            ),
        },
        ...measures.map((column, index) => ({
          key: column.id,
          title: column.label,
          numeric: column.numeric,
          render: (row: PanelTable["rows"][number]) => {
            const cell = row.cells[index];
            return <span className={cell?.mark === "value" ? undefined : "sb-muted"}>{cell?.text}</span>;
          },
        })),
      ]}
    />
  );
}
