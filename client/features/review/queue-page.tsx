import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { DeclarationPage, DeclarationSummary } from "../../../core/contracts/declarations.ts";
import type { RoundList } from "../../../core/contracts/programmes.ts";
import { get } from "../../api/client.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, LoadError, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { PageHead, QueueFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { usePlainKeys } from "../../ui/plain-key.ts";
import { Pager, Table } from "../../ui/table.tsx";
import { rememberList } from "./desk-list.ts";
import { QuickFilters, type QuickName, quickNames, quickQuery } from "./quick-filters.tsx";
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

/** Moves the focus from row to row; the name of a row is the link that Enter opens. */
function focusRow(table: HTMLElement | null, step: 1 | -1, onlyWithin: boolean): boolean {
  const links = [...(table?.querySelectorAll<HTMLElement>("tbody th a") ?? [])];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (onlyWithin && at < 0) return false;
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
  next?.focus();
  next?.closest("tr")?.scrollIntoView({ block: "nearest" });
  return true;
}

/** The quick filter an address stands for. `view=all` alone is the link that other pages give. */
function quickOf(search: URLSearchParams): QuickName {
  const named = quickNames.find((name) => name === search.get("show"));
  return named ?? (search.get("view") === "all" ? "all" : "waiting");
}

/** Declarations of the reviewer's region. Filters live in the address, so that a list can be kept and shared. */
export default function QueuePage() {
  const t = useReviewText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const quick = quickOf(search);
  const page = Math.max(1, Number(search.get("page")) || 1);
  const [typed, setTyped] = useState(search.get("q") ?? "");
  const table = useRef<HTMLDivElement>(null);
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
  const roundId = search.get("round") ?? undefined;
  const query = {
    ...quickQuery(quick),
    ...(quick === "all" && { stage: search.get("stage") ?? undefined }),
    page,
    pageSize,
    q: search.get("q") ?? undefined,
    roundId,
    sort: quick === "all" ? "submitted" : "waiting",
  };
  // The list before stays until the new one is there, so that choosing a filter does not make the page jump.
  const list = useQuery<DeclarationPage, ApiProblem>({
    queryKey: ["/api/declarations", query],
    queryFn: ({ signal }) => get("/api/declarations", query, signal),
    placeholderData: keepPreviousData,
  });
  const shown = list.data?.items;
  useEffect(() => {
    const text = search.toString();
    if (shown) rememberList({ search: text && `?${text}`, ids: shown.map((row) => row.id) });
  }, [shown, search]);
  usePlainKeys((key) => {
    // Arrows scroll the page until the focus is in the list.
    if (key === "j" || key === "ArrowDown") return focusRow(table.current, 1, key !== "j");
    if (key === "k" || key === "ArrowUp") return focusRow(table.current, -1, key !== "k");
    return false;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ q: typed.trim() });
  };
  return (
    <QueueFrame
      head={<PageHead title={t("queue.title")} lead={t("queue.lead")} />}
      filters={
        <>
          <QuickFilters
            chosen={quick}
            roundId={roundId}
            onChoose={(name) => change({ show: name === "waiting" ? null : name, view: null, stage: null })}
          />
          <form onSubmit={submit} className="review-filters">
            <SelectField
              label={t("queue.round")}
              value={search.get("round") ?? ""}
              placeholder={t("queue.anyRound")}
              onChange={(value) => change({ round: value })}
              options={(rounds.data?.items ?? []).map((round) => ({ value: round.id, label: round.title[locale] }))}
            />
            {quick === "all" && (
              <SelectField
                label={t("queue.stage")}
                value={search.get("stage") ?? ""}
                placeholder={t("queue.anyStage")}
                onChange={(value) => change({ stage: value })}
                options={stages.map((stage) => ({
                  value: stage,
                  label: t("queue.stageCount", {
                    stage: t(`stage.${stage}`),
                    count: list.data?.stages[stage] ?? 0,
                  }),
                }))}
              />
            )}
            <TextField label={t("queue.search")} type="search" value={typed} onChange={setTyped} />
            <Button type="submit">{t("queue.find")}</Button>
          </form>
        </>
      }
    >
      {list.isPending && <Skeleton lines={8} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <div ref={table} aria-busy={list.isPlaceholderData}>
          <p className="sb-muted review-keys sb-no-print">{t("queue.keys")}</p>
          <Table
            caption={t("queue.caption")}
            captionHidden
            rows={list.data.items}
            rowKey={(row) => row.id}
            onRowClick={(row) => navigate(`/review/${row.id}`)}
            empty={
              quick === "waiting" ? (
                <Empty title={t("queue.emptyQueue")}>
                  <p>{t("queue.emptyQueueHint")}</p>
                  <Button onClick={() => change({ show: "all" })}>{t("queue.showAll")}</Button>
                </Empty>
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
        </div>
      )}
    </QueueFrame>
  );
}
