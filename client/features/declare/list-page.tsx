import { Link } from "wouter";
import type { ReportList } from "../../../core/contracts/attached.ts";
import type { DeclarationPage, DeclarationSummary } from "../../../core/contracts/declarations.ts";
import type { RoundSummary, OpenRounds as Rounds } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { Alert, Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { useText } from "./text.ts";
import "./declare.css";

function useColumns(): Column<DeclarationSummary>[] {
  const t = useText();
  const locale = useLocale();
  return [
    {
      key: "programme",
      title: t("list.programme"),
      rowHeader: true,
      render: (row) => (
        <>
          <Link href={`/declarations/${row.id}`}>{row.roundTitle[locale]}</Link>
          <div className="sb-muted sb-small">
            {row.kind[locale]} · {row.number ?? t("list.noNumber")}
          </div>
        </>
      ),
    },
    {
      key: "state",
      title: t("list.state"),
      render: (row) => (
        <>
          <Tag tone={row.stage === "awarded" ? "ok" : row.stage === "ended" ? "neutral" : "info"}>
            {row.stateTitle[locale]}
          </Tag>{" "}
          {row.mine && <Tag tone="accent">{t("list.yourTurn")}</Tag>}{" "}
          {row.overdue && <Tag tone="bad">{t("list.overdue")}</Tag>}
        </>
      ),
    },
    {
      key: "holder",
      title: t("list.holder"),
      render: (row) => (
        <>
          {row.holder[locale]}
          <div className="sb-muted sb-small">{t("list.since", { day: formatDay(row.stateSinceAt, locale) })}</div>
        </>
      ),
    },
    { key: "closes", title: t("list.closes"), render: (row) => <Deadline at={row.dueAt ?? row.closesAt} /> },
    {
      key: "go",
      title: "",
      render: (row) =>
        row.mine ? (
          <LinkButton to={`/declarations/${row.id}/fill`} tone="primary" size="small">
            {row.submittedAt ? t("list.correct") : t("list.continue")}
          </LinkButton>
        ) : (
          <LinkButton to={`/declarations/${row.id}`} size="small">
            {t("list.view")}
          </LinkButton>
        ),
    },
  ];
}

function OpenRound({ round, isOwn }: { round: RoundSummary; isOwn: boolean }) {
  const t = useText();
  const locale = useLocale();
  return (
    <li className="sb-dc-round">
      <div>
        <h3>{round.title[locale]}</h3>
        <p className="sb-muted">{isOwn ? round.summary[locale] : round.authority[locale]}</p>
        <Deadline at={round.closesAt} prefix={t("list.closes")} />
      </div>
      <div className="sb-page-head__actions">
        <LinkButton to={`/rounds/${round.id}`}>{t("list.details")}</LinkButton>
        {isOwn && (
          <LinkButton to={`/declare/${round.id}`} tone="primary">
            {t("list.start")}
          </LinkButton>
        )}
      </div>
    </li>
  );
}

/** What one may begin: the rounds of one's own region. Those of other places are told apart, to read about. */
function OpenRounds({ taken }: { taken: ReadonlySet<string> }) {
  const t = useText();
  const rounds = useGet<Rounds>("/api/open-rounds");
  if (rounds.isPending) return <Skeleton />;
  if (rounds.isError) return <LoadError onRetry={() => void rounds.refetch()} />;
  const { elsewhere } = rounds.data;
  const own = rounds.data.own.filter((round) => !taken.has(round.id));
  return (
    <>
      {own.length === 0 ? (
        <Empty title={t("list.openEmpty")} />
      ) : (
        <ul className="sb-dc-rounds">
          {own.map((round) => (
            <OpenRound key={round.id} round={round} isOwn />
          ))}
        </ul>
      )}
      {elsewhere.length > 0 && (
        <>
          <div className="sb-dc-gap" />
          <details>
            <summary>{t("list.elsewhere", { count: elsewhere.length })}</summary>
            <ul className="sb-dc-rounds">
              {elsewhere.map((round) => (
                <OpenRound key={round.id} round={round} isOwn={false} />
              ))}
            </ul>
          </details>
        </>
      )}
    </>
  );
}

/** Reports that are due now; nothing where nothing is. */
function ReportsDue() {
  const t = useText();
  const locale = useLocale();
  const reports = useGet<ReportList>("/api/reports");
  const due = (reports.data?.items ?? []).filter(
    ({ required, status }) => required && (status === "missing" || status === "draft" || status === "returned"),
  );
  if (due.length === 0) return null;
  return (
    <>
      <div className="sb-dc-gap" />
      <Alert
        tone={due.some(({ overdue }) => overdue) ? "warn" : "accent"}
        action={<LinkButton to="/reports">{t("list.toReports")}</LinkButton>}
      >
        {t("list.reportsDue", { count: due.length })}
        <ul>
          {due.map((item) => (
            <li key={`${item.declarationId} ${item.attached} ${item.year}`}>
              {item.title[locale]}
              {item.dueOn && ` · ${t("list.due", { day: formatDay(item.dueOn, locale) })}`}{" "}
              {item.overdue && <Tag tone="bad">{t("list.overdue")}</Tag>}
            </li>
          ))}
        </ul>
      </Alert>
    </>
  );
}

/** Everything of one's own, and what else is open. */
export default function ListPage() {
  const t = useText();
  const locale = useLocale();
  const columns = useColumns();
  const mine = useGet<DeclarationPage>("/api/declarations", { view: "mine", pageSize: 100 });
  return (
    <PageFrame>
      <PageHead title={t("list.title")} lead={t("list.lead")} />
      {mine.isPending ? (
        <Skeleton />
      ) : mine.isError ? (
        <LoadError message={mine.error.text[locale]} onRetry={() => void mine.refetch()} />
      ) : (
        <>
          <Table
            caption={t("list.title")}
            captionHidden
            columns={columns}
            rows={mine.data.items}
            rowKey={(row) => row.id}
            empty={<Empty title={t("list.empty")}>{t("list.emptyHint")}</Empty>}
          />
          <ReportsDue />
          <div className="sb-dc-gap" />
          <Panel title={t("list.open")} id="open-rounds">
            <OpenRounds taken={new Set(mine.data.items.map((item) => item.roundId))} />
          </Panel>
        </>
      )}
    </PageFrame>
  );
}
