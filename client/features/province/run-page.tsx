import { useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import type { RunDetail, RunDifferences, RunList } from "../../../core/contracts/scoring.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { StartPublicityDialog } from "./start-publicity-dialog.tsx";
import { useProvinceText } from "./text.ts";

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

function Run({ detail }: { detail: RunDetail }) {
  const t = useProvinceText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [starting, setStarting] = useState(false);
  const { run, results } = detail;
  const toggle = (id: string, on: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      if (on) next.add(id);
      else next.delete(id);
      return next;
    });
  return (
    <>
      <PageHead
        title={t("run.title", { number: run.number })}
        back={{ to: `/manage/rounds/${run.roundId}`, label: t("run.back") }}
        lead={t("run.lead", { count: run.applicants, at: formatInstant(run.createdAt, locale) })}
        actions={
          <>
            <span className="sb-muted" aria-live="polite">
              {t("run.selected", { count: chosen.size })}
            </span>
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
      <Panel>
        <Table
          caption={t("run.caption")}
          rows={results}
          rowKey={(row) => row.declarationId}
          columns={[
            {
              key: "select",
              title: t("run.select"),
              render: (row) => (
                <Checkbox
                  aria-label={`${t("run.select")}：${row.applicantName}`}
                  disabled={!row.eligible}
                  checked={chosen.has(row.declarationId)}
                  onChange={(event) => toggle(row.declarationId, event.target.checked)}
                >
                  {""}
                </Checkbox>
              ),
            },
            { key: "rank", title: t("run.rank"), numeric: true, render: (row) => row.rank ?? "—" },
            {
              key: "name",
              title: t("run.name"),
              rowHeader: true,
              render: (row) => (
                <Link href={`/manage/runs/${run.id}/results/${row.declarationId}`}>{row.applicantName}</Link>
              ),
            },
            { key: "region", title: t("run.region"), render: (row) => `${row.city}${row.county ?? ""}` },
            {
              key: "eligible",
              title: t("run.eligible"),
              render: (row) => (
                <>
                  <Tag tone={row.eligible ? "ok" : "bad"}>{row.eligible ? t("run.met") : t("run.notMet")}</Tag>
                  {row.reasons.map((reason) => (
                    <div key={reason.zh} className="sb-muted">
                      {reason[locale]}
                    </div>
                  ))}
                </>
              ),
            },
            ...(results[0]?.groups ?? []).map((group, at) => ({
              key: group.id,
              title: group.title[locale],
              numeric: true,
              render: (row: (typeof results)[number]) => row.groups[at]?.points ?? "—",
            })),
            { key: "total", title: t("run.total"), numeric: true, render: (row) => row.total ?? "—" },
            ...(results.some((row) => row.tier !== null)
              ? [{ key: "tier", title: t("run.tier"), render: (row: (typeof results)[number]) => row.tier ?? "—" }]
              : []),
          ]}
        />
      </Panel>
      <Differences detail={detail} />
      <Panel title={t("run.hashes")} id="hashes">
        <p className="sb-muted">{t("run.hashesLead")}</p>
        <Facts
          items={[
            { label: t("run.engine"), value: run.engine },
            ...(["scheme", "facts", "cohort", "marks", "result"] as const).map((name) => ({
              label: t(`run.${name}`),
              value: <code className="province-hash">{run.hashes[name]}</code>,
            })),
          ]}
        />
      </Panel>
      {starting && (
        <StartPublicityDialog
          runId={run.id}
          declarationIds={[...chosen]}
          onClose={() => setStarting(false)}
          onStarted={(id) => navigate(`/manage/publicity/${id}`)}
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
  return (
    <PageFrame width="board">
      {detail.isPending && <Skeleton lines={10} />}
      {detail.isError && <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />}
      {detail.isSuccess && <Run detail={detail.data} />}
    </PageFrame>
  );
}
