import { type FormEvent, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { DeclarationPage, DeclarationSummary } from "../../../core/contracts/declarations.ts";
import type { RoundList } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, LoadError, Skeleton, Tag } from "../../ui/display.tsx";
import { Checkbox, Field, Input, Select } from "../../ui/field.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { PageHead, QueueFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Pager, Table } from "../../ui/table.tsx";
import { useReviewText } from "./text.ts";
import "./review.css";

const pageSize = 20;
const stages = ["apply", "county", "city", "province", "scoring", "publicity", "awarded", "ended"] as const;

/** State of a declaration with what makes it urgent. */
function StateCell({ row }: { row: DeclarationSummary }) {
  const t = useReviewText();
  const locale = useLocale();
  return (
    <>
      <Tag tone={row.mine ? "accent" : "neutral"}>{row.stateTitle[locale]}</Tag>{" "}
      {row.overdue && <Tag tone="bad">{t("queue.overdueMark")}</Tag>}{" "}
      {row.openFlags > 0 && <Tag tone="warn">{t("queue.flags", { count: row.openFlags })}</Tag>}
    </>
  );
}

/** Declarations of the reviewer's region. Filters live in the address, so that a list can be kept and shared. */
export default function QueuePage() {
  const t = useReviewText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const view = search.get("view") === "all" ? "all" : "queue";
  const page = Math.max(1, Number(search.get("page")) || 1);
  const [typed, setTyped] = useState(search.get("q") ?? "");
  const change = (changes: Record<string, string | null>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (!("page" in changes)) next.delete("page");
      for (const [key, value] of Object.entries(changes)) {
        if (value) next.set(key, value);
        else next.delete(key);
      }
      return next;
    });
  const rounds = useGet<RoundList>("/api/rounds");
  const list = useGet<DeclarationPage>("/api/declarations", {
    view,
    page,
    pageSize,
    q: search.get("q") ?? undefined,
    roundId: search.get("round") ?? undefined,
    stage: search.get("stage") ?? undefined,
    overdue: search.get("overdue") === "1" ? true : undefined,
    sort: "waiting",
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ q: typed.trim() });
  };
  return (
    <QueueFrame
      head={<PageHead title={t("queue.title")} lead={t("queue.lead")} />}
      filters={
        <form onSubmit={submit} className="review-filters">
          <Field label={t("queue.view")}>
            {(control) => (
              <Select
                {...control}
                value={view}
                onChange={(event) => change({ view: event.target.value })}
                options={[
                  { value: "queue", label: t("queue.waiting") },
                  { value: "all", label: t("queue.all") },
                ]}
              />
            )}
          </Field>
          <Field label={t("queue.round")}>
            {(control) => (
              <Select
                {...control}
                value={search.get("round") ?? ""}
                placeholder={t("queue.anyRound")}
                onChange={(event) => change({ round: event.target.value })}
                options={(rounds.data?.items ?? []).map((round) => ({ value: round.id, label: round.title[locale] }))}
              />
            )}
          </Field>
          {view === "all" && (
            <Field label={t("queue.stage")}>
              {(control) => (
                <Select
                  {...control}
                  value={search.get("stage") ?? ""}
                  placeholder={t("queue.anyStage")}
                  onChange={(event) => change({ stage: event.target.value })}
                  options={stages.map((stage) => ({
                    value: stage,
                    label: `${t(`stage.${stage}`)}（${list.data?.stages[stage] ?? 0}）`,
                  }))}
                />
              )}
            </Field>
          )}
          <Field label={t("queue.search")}>
            {(control) => (
              <Input {...control} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
            )}
          </Field>
          <Button type="submit">{t("queue.find")}</Button>
          <Checkbox
            checked={search.get("overdue") === "1"}
            onChange={(event) => change({ overdue: event.target.checked ? "1" : null })}
          >
            {t("queue.overdue")}
          </Checkbox>
        </form>
      }
    >
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <>
          <Table
            caption={t("queue.caption")}
            captionHidden
            rows={list.data.items}
            rowKey={(row) => row.id}
            onRowClick={(row) => navigate(`/review/${row.id}`)}
            empty={
              view === "queue" ? (
                <Empty title={t("queue.emptyQueue")}>{t("queue.emptyQueueHint")}</Empty>
              ) : (
                <Empty title={t("queue.emptyAll")} />
              )
            }
            columns={[
              {
                key: "name",
                title: t("queue.name"),
                rowHeader: true,
                render: (row) => (
                  <>
                    <Link href={`/review/${row.id}`}>{row.applicantName}</Link>
                    <div className="sb-muted">{row.number}</div>
                  </>
                ),
              },
              { key: "kind", title: t("queue.kind"), render: (row) => row.kind[locale] },
              { key: "region", title: t("queue.region"), render: (row) => `${row.city}${row.county ?? ""}` },
              { key: "state", title: t("queue.state"), render: (row) => <StateCell row={row} /> },
              { key: "since", title: t("queue.since"), render: (row) => formatInstant(row.stateSinceAt, locale) },
              {
                key: "due",
                title: t("queue.due"),
                render: (row) => (row.dueAt ? formatDay(row.dueAt, locale) : "—"),
              },
            ]}
          />
          <Pager
            page={page}
            pageSize={pageSize}
            total={list.data.total}
            onPage={(next) => change({ page: String(next) })}
          />
        </>
      )}
    </QueueFrame>
  );
}
