import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Empty } from "./display.tsx";
import { useUiText } from "./text.ts";
import "./display.css";

export interface Column<Row> {
  key: string;
  title: ReactNode;
  render: (row: Row) => ReactNode;
  /** Numbers stand right with tabular figures. */
  numeric?: boolean;
  /** The cell that names the row, read before every other cell. One column should have it. */
  rowHeader?: boolean;
  sortable?: boolean;
  width?: string;
}

export interface Sorting {
  key: string;
  direction: "up" | "down";
}

/** A data table with header cells, row names, optional sorting and selection of one row. */
export function Table<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  selectedKey,
  onRowClick,
  sorting,
  onSort,
  empty,
}: {
  caption: ReactNode;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  selectedKey?: string | undefined;
  /** A convenience for the mouse: the row must also hold a link or button for the keyboard. */
  onRowClick?: (row: Row) => void;
  sorting?: Sorting | undefined;
  onSort?: (key: string) => void;
  empty?: ReactNode;
}) {
  const t = useUiText();
  if (rows.length === 0) return <div className="sb-table-wrap">{empty ?? <Empty />}</div>;
  return (
    <section
      className="sb-table-wrap sb-table-wrap--cards"
      aria-label={typeof caption === "string" ? caption : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
      tabIndex={0}
    >
      <table className="sb-table">
        <caption className={captionHidden ? "sb-visually-hidden" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.numeric ? "sb-number" : undefined}
                style={column.width ? { width: column.width } : undefined}
                aria-sort={
                  sorting?.key === column.key ? (sorting.direction === "up" ? "ascending" : "descending") : undefined
                }
              >
                {column.sortable && onSort ? (
                  <button type="button" className="sb-table__sort" onClick={() => onSort(column.key)}>
                    {column.title}
                    {sorting?.key === column.key && (
                      <span title={sorting.direction === "up" ? t("sortedUp") : t("sortedDown")} aria-hidden="true">
                        {sorting.direction === "up" ? " ▲" : " ▼"}
                      </span>
                    )}
                  </button>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                aria-selected={selectedKey === undefined ? undefined : selectedKey === key}
                onClick={onRowClick && (() => onRowClick(row))}
              >
                {columns.map((column) =>
                  column.rowHeader ? (
                    <th key={column.key} scope="row">
                      {column.render(row)}
                    </th>
                  ) : (
                    <td
                      key={column.key}
                      className={column.numeric ? "sb-number" : undefined}
                      data-label={typeof column.title === "string" ? column.title : undefined}
                    >
                      {column.render(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Pages of a list; `page` counts from 1. Shows nothing when everything fits on one page. */
export function Pager({
  page,
  pageSize,
  total,
  onPage,
}: {
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number) => void;
}) {
  const t = useUiText();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  return (
    <nav className="sb-pager" aria-label={t("pageOf", { page, pages, total })}>
      <span className="sb-muted">{t("pageOf", { page, pages, total })}</span>
      <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t("previousPage")}
      </Button>
      <Button size="small" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t("nextPage")}
      </Button>
    </nav>
  );
}
