import { useState } from "react";
import { useLocation } from "wouter";
import type { AttachedDetail, AttachedItem, ReportList } from "../../../core/contracts/attached.ts";
import { post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { AttachedStatus } from "../../attached-kit/attached-status.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { formatDay } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { Pager, Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useText } from "./text.ts";

const filters = {
  open: (item: AttachedItem) => isOpen(item),
  overdue: (item: AttachedItem) => item.overdue,
  handedIn: (item: AttachedItem) => !isOpen(item),
} as const;
const pageSize = 50;

function isOpen({ status }: AttachedItem): boolean {
  return status === "missing" || status === "draft" || status === "returned";
}

/** Yearly and change reports: one's own to fill in, or those of a region to follow. */
export default function ReportsPage() {
  const t = useText();
  const locale = useLocale();
  const { user } = useSession();
  const [, navigate] = useLocation();
  const [year, setYear] = useState("");
  const [filter, setFilter] = useState<keyof typeof filters | "">("");
  const [page, setPage] = useState(1);
  const [busy, setBusy] = useState(false);
  const [titles, setTitles] = useState(1);
  const list = useGet<ReportList>("/api/reports", {
    ...(year !== "" && { year: Number(year) }),
    ...(titles > 1 && { page: titles }),
  });
  const isApplicant = user?.grants.some(({ role }) => role === "applicant") ?? false;
  const begin = async ({ declarationId, attached, year: about, when }: AttachedItem) => {
    setBusy(true);
    try {
      const body = { attached, ...(when === "yearly" && { year: about }) };
      const { item } = await post<AttachedDetail>(`/api/declarations/${declarationId}/attached`, body);
      navigate(`/attached/${item.id}`);
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
      setBusy(false);
    }
  };
  if (list.isPending) return <Skeleton lines={8} />;
  if (list.isError) return <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />;
  const all = list.data.items;
  const rows = filter === "" ? all : all.filter(filters[filter]);
  const asked = all.filter(({ required }) => required);
  const counts = {
    all: asked.length,
    handed: asked.filter(filters.handedIn).length,
    open: asked.filter(filters.open).length,
    overdue: asked.filter(filters.overdue).length,
  };
  return (
    <PageFrame>
      <PageHead title={t("reports.title")} lead={t(isApplicant ? "reports.ownLead" : "reports.lead")} />
      <Panel>
        <p role="status">{t("reports.counts", counts)}</p>
        {list.data.titles.total > list.data.titles.pageSize && (
          <>
            <Alert tone="info">{t("reports.partly", list.data.titles)}</Alert>
            <Pager
              page={titles}
              pageSize={list.data.titles.pageSize}
              total={list.data.titles.total}
              onPage={(next) => {
                setTitles(next);
                setPage(1);
              }}
            />
          </>
        )}
        <SelectField
          label={t("reports.year")}
          value={year}
          placeholder={t("reports.allYears")}
          onChange={(value) => {
            setYear(value);
            setPage(1);
          }}
          options={list.data.years.map((one) => ({ value: String(one), label: String(one) }))}
        />
        <SelectField
          label={t("reports.status")}
          value={filter}
          placeholder={t("reports.allStatuses")}
          onChange={(value) => {
            setFilter(value as typeof filter);
            setPage(1);
          }}
          options={(Object.keys(filters) as (keyof typeof filters)[]).map((one) => ({
            value: one,
            label: t(`reports.${one}`),
          }))}
        />
      </Panel>
      <Table
        caption={t("reports.title")}
        captionHidden
        rows={rows.slice((page - 1) * pageSize, page * pageSize)}
        rowKey={(row) => `${row.declarationId} ${row.attached} ${row.year} ${row.id}`}
        empty={<Empty title={t("reports.empty")} />}
        columns={[
          { key: "holder", title: t("reports.holder"), rowHeader: true, render: (row) => row.owner },
          { key: "report", title: t("reports.report"), render: (row) => row.title[locale] },
          {
            key: "due",
            title: t("reports.due"),
            render: (row) => (row.dueOn ? formatDay(row.dueOn, locale) : t("reports.none")),
          },
          { key: "status", title: t("reports.status"), render: (row) => <AttachedStatus item={row} /> },
          {
            key: "go",
            title: "",
            render: (row) =>
              row.id ? (
                <LinkButton size="small" to={`/attached/${row.id}`}>
                  {t(isApplicant && isOpen(row) ? "reports.continue" : "reports.view")}
                </LinkButton>
              ) : isApplicant ? (
                <Button
                  size="small"
                  {...(row.required && { tone: "primary" as const })}
                  busy={busy}
                  onClick={() => void begin(row)}
                >
                  {t("reports.begin")}
                </Button>
              ) : null,
          },
        ]}
      />
      <Pager page={page} pageSize={pageSize} total={rows.length} onPage={setPage} />
    </PageFrame>
  );
}
