import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import type { RoundList, RoundSummary } from "../../../core/contracts/programmes.ts";
import type { RunDetail, RunDifferences, RunList } from "../../../core/contracts/scoring.ts";
import { useGet } from "../../api/queries.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Facts, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { ConsequencesPanel } from "./consequences-panel.tsx";
import { Decisions } from "./decisions.tsx";
import { RankingTable } from "./ranking-table.tsx";
import { StartPublicityDialog } from "./start-publicity-dialog.tsx";
import { useProvinceText } from "./text.ts";
import { UncountedMarks } from "./uncounted-marks.tsx";
import "./province.css";
import { comma } from "../../ui/punctuation.ts";

function Differences({ detail }: { detail: RunDetail }) {
  const t = useProvinceText();
  const locale = useLocale();
  const runs = useGet<RunList>(`/api/rounds/${detail.run.roundId}/scoring-runs`);
  const before = (runs.data?.items ?? [])
    .filter((run) => run.number < detail.run.number)
    .toSorted((a, b) => b.number - a.number)[0];
  const [shown, setShown] = useState(false);
  const found = useGet<RunDifferences>(
    shown && before ? `/api/scoring-runs/${detail.run.id}/differences/${before.id}` : null,
  );
  if (!before) return null;
  return (
    <Panel
      title={t("run.compare")}
      id="compare"
      actions={!shown && <Button onClick={() => setShown(true)}>{t("run.compare")}</Button>}
    >
      {shown && found.isPending && <Skeleton lines={3} />}
      {found.isError && <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <p>{t("run.noDifference")}</p>}
      {found.data && found.data.items.length > 0 && (
        <Table
          caption={t("run.compare")}
          captionHidden
          rows={found.data.items}
          rowKey={(row) => row.declarationId}
          columns={[
            { key: "name", title: t("run.name"), rowHeader: true, render: (row) => row.applicantName },
            { key: "before", title: t("run.before"), numeric: true, render: (row) => row.before ?? "—" },
            { key: "after", title: t("run.after"), numeric: true, render: (row) => row.after ?? "—" },
            {
              key: "decisions",
              title: t("run.decisions"),
              render: ({ decisions: { before, after } }) =>
                before.length + after.length === 0 ? (
                  t("run.sameDecisions")
                ) : (
                  <>
                    <Decisions decisions={before} />→
                    <Decisions decisions={after} />
                  </>
                ),
            },
            {
              key: "leaves",
              title: t("run.leaves"),
              render: (row) =>
                row.leaves.map((leaf) => `${leaf.id}: ${leaf.before ?? "—"} → ${leaf.after ?? "—"}`).join("；"),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Run({ detail, rounds }: { detail: RunDetail; rounds: readonly RoundSummary[] }) {
  const t = useProvinceText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [starting, setStarting] = useState(false);
  const { run } = detail;
  const round = rounds.find(({ id }) => id === run.roundId);
  return (
    <>
      <PageHead
        title={t("run.title", { number: run.number })}
        back={{ to: `/manage/rounds/${run.roundId}`, label: round?.title[locale] ?? t("run.back") }}
        lead={t("run.lead", { count: run.applicants, at: formatInstant(run.createdAt, locale) })}
        actions={
          <>
            <span className="sb-muted" aria-live="polite">
              {t("run.selected", { count: chosen.size })}
            </span>
            <LinkButton to={`/manage/runs/${run.id}/simulation`}>{t("simulation.open")}</LinkButton>
            <Button onClick={() => window.print()}>{t("explain.print")}</Button>
            <Button tone="primary" disabled={chosen.size === 0} onClick={() => setStarting(true)}>
              {t("run.startPublicity")}
            </Button>
          </>
        }
      />
      {run.assumptions.length > 0 && (
        <Alert tone="warn" title={t("run.assumptions")}>
          <ul>
            {run.assumptions.map((assumption) => (
              <li key={assumption.zh}>{assumption[locale]}</li>
            ))}
          </ul>
        </Alert>
      )}
      <RankingTable detail={detail} quota={round?.quota ?? null} chosen={chosen} onChoose={setChosen} />
      <ConsequencesPanel runId={run.id} />
      <UncountedMarks marks={detail.uncounted} />
      <Differences detail={detail} />
      <Panel title={t("run.hashes")} id="hashes">
        <p className="sb-muted">{t("run.hashesLead")}</p>
        {run.weights && <p className="province-hash">{run.weights[locale]}</p>}
        <Facts
          items={[
            { label: t("run.engine"), value: run.engine },
            {
              label: t("run.past"),
              value:
                run.past.length === 0
                  ? t("run.noPast")
                  : run.past.map((past, at) => (
                      <span key={past.runId}>
                        {at > 0 && comma()}
                        <Link href={`/manage/runs/${past.runId}`}>
                          {rounds.find(({ id }) => id === past.roundId)?.title[locale] ?? past.roundId}{" "}
                          {t("round.runName", { number: past.number })}
                        </Link>
                      </span>
                    )),
            },
            ...(["scheme", "facts", "cohort", "marks", "result"] as const).map((name) => ({
              label: t(`run.${name}`),
              value: <code className="province-hash">{run.hashes[name]}</code>,
            })),
          ]}
        />
      </Panel>
      {starting && (
        <StartPublicityDialog
          path={`/api/scoring-runs/${run.id}/publicity`}
          declarationIds={[...chosen]}
          suggested={
            round
              ? {
                  zh: t("run.suggested", { round: round.title.zh, lng: "zh" }),
                  en: t("run.suggested", { round: round.title.en, lng: "en" }),
                }
              : null
          }
          onClose={() => setStarting(false)}
          onStarted={(id) => {
            void cache.invalidateQueries();
            navigate(`/manage/publicity/${id}`);
          }}
        />
      )}
    </>
  );
}

/** One scoring run: the ranking, its assumptions, what changed since the run before, the way to public notice. */
export default function RunPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const detail = useGet<RunDetail>(`/api/scoring-runs/${id}`);
  const rounds = useGet<RoundList>("/api/rounds");
  return (
    <PageFrame width="board">
      {(detail.isPending || (detail.isSuccess && rounds.isPending)) && <Skeleton lines={10} />}
      {detail.isError && <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />}
      {detail.isSuccess && !rounds.isPending && <Run detail={detail.data} rounds={rounds.data?.items ?? []} />}
    </PageFrame>
  );
}
