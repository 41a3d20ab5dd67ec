import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import type { DeclarationPage } from "../../../core/contracts/declarations.ts";
import type { ChangeRoundRequest, PublicityList, RoundList, RoundSummary } from "../../../core/contracts/programmes.ts";
import type { RunDetail, RunList } from "../../../core/contracts/scoring.ts";
import { newIdempotencyKey, patch, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { RoundTag } from "../../record-kit/round-tag.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Empty, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { ClockInput, Field } from "../../ui/field.tsx";
import { formatDay, formatInstant, instantOf } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { RoundPanels } from "./round-panels.tsx";
import { useProvinceText } from "./text.ts";
import { UnscoredList } from "./unscored-list.tsx";
import "./province.css";

const stages = ["apply", "county", "city", "province", "scoring", "publicity", "awarded", "ended"] as const;
/** Deadline and opening of a round. */
function Window({ round, onChanged }: { round: RoundSummary; onChanged: () => void }) {
  const t = useProvinceText();
  const locale = useLocale();
  const [until, setUntil] = useState("");
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const change = async (body: ChangeRoundRequest) => {
    setBusy(true);
    setProblem(null);
    try {
      await patch(`/api/rounds/${round.id}`, body);
      showToast(t("round.changed"));
      setUntil("");
      onChanged();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  const extend = (event: FormEvent) => {
    event.preventDefault();
    void change({ closesAt: instantOf(until) });
  };
  const isOpen = round.status === "open";
  return (
    <Panel title={t("rounds.window")} id="window">
      <Facts
        items={[
          { label: t("rounds.opensAt"), value: formatInstant(round.opensAt, locale) },
          { label: t("rounds.closesAt"), value: <Deadline at={round.closesAt} /> },
          { label: t("rounds.year"), value: round.year },
          { label: t("round.quota"), value: round.quota ?? "—" },
        ]}
      />
      {(round.status === "open" || round.status === "closed") && (
        <form onSubmit={extend} className="province-line">
          <Field label={t("round.extend")}>
            {(control) => <ClockInput {...control} required value={until} onValue={setUntil} />}
          </Field>
          <Button type="submit" busy={busy}>
            {t("round.setDeadline")}
          </Button>
          <Button
            tone={isOpen ? "danger" : "default"}
            busy={busy}
            onClick={() => (isOpen ? setAsking(true) : void change({ status: "open" }))}
          >
            {isOpen ? t("round.close") : t("round.reopen")}
          </Button>
        </form>
      )}
      <ProblemAlert problem={problem} />
      <ConfirmDialog
        open={asking}
        title={t("round.close")}
        danger
        busy={busy}
        onCancel={() => setAsking(false)}
        onConfirm={() => void change({ status: "closed" })}
      >
        {t("round.closeConfirm")}
      </ConfirmDialog>
    </Panel>
  );
}

function Runs({ round }: { round: RoundSummary }) {
  const t = useProvinceText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const path = `/api/rounds/${round.id}/scoring-runs`;
  const runs = useGet<RunList>(path);
  const [busy, setBusy] = useState(false);
  const key = useRef(newIdempotencyKey());
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const detail = await post<RunDetail>(path, {}, { idempotencyKey: key.current });
      key.current = newIdempotencyKey();
      await cache.invalidateQueries({ queryKey: [path] });
      showToast(t("round.ran"));
      navigate(`/manage/runs/${detail.run.id}`);
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel
      title={t("round.runs")}
      id="runs"
      actions={
        <Button tone="primary" busy={busy} onClick={() => void run()}>
          {t("round.run")}
        </Button>
      }
    >
      <p className="sb-muted">{t("round.runsLead")}</p>
      <ProblemAlert problem={problem} />
      {problem?.code === "panels-not-open" && (
        <p>
          <LinkButton to={`/manage/rounds/${round.id}/panels`}>{t("round.toPanels")}</LinkButton>
        </p>
      )}
      {runs.isPending && <Skeleton lines={3} />}
      {runs.isError && <LoadError message={runs.error.text[locale]} onRetry={() => void runs.refetch()} />}
      {runs.isSuccess && (
        <Table
          caption={t("round.runs")}
          captionHidden
          rows={runs.data.items}
          rowKey={(entry) => entry.id}
          empty={<Empty title={t("round.noRuns")} />}
          columns={[
            {
              key: "name",
              title: t("round.runNumber"),
              rowHeader: true,
              render: (entry) => (
                <Link href={`/manage/runs/${entry.id}`}>{t("round.runName", { number: entry.number })}</Link>
              ),
            },
            { key: "at", title: t("round.ranAt"), render: (entry) => formatInstant(entry.createdAt, locale) },
            {
              key: "count",
              title: t("run.cohort"),
              numeric: true,
              render: (entry) => t("round.applicants", { count: entry.applicants }),
            },
            { key: "hash", title: t("run.result"), render: (entry) => <code>{entry.hashes.result.slice(0, 12)}</code> },
          ]}
        />
      )}
    </Panel>
  );
}

function Notices({ round: { id: roundId, hasScheme } }: { round: RoundSummary }) {
  const t = useProvinceText();
  const locale = useLocale();
  const notices = useGet<PublicityList>("/api/public/publicity");
  const own = (notices.data?.items ?? []).filter((notice) => notice.roundId === roundId);
  return (
    <Panel title={t("round.publicity")} id="notices">
      {notices.isPending ? (
        <Skeleton lines={2} />
      ) : notices.isError ? (
        <LoadError message={notices.error.text[locale]} onRetry={() => void notices.refetch()} />
      ) : own.length === 0 ? (
        <Empty title={t("round.noPublicity")}>
          {hasScheme ? t("round.noPublicityHint") : t("list.noPublicityHint")}
        </Empty>
      ) : (
        <ul>
          {own.map((notice) => (
            <li key={notice.id}>
              <Link href={`/manage/publicity/${notice.id}`}>{notice.title[locale]}</Link>{" "}
              <Tag tone={notice.status === "public" ? "accent" : "neutral"}>{t(`publicity.${notice.status}`)}</Tag>{" "}
              {formatDay(notice.startsOn, locale)} – {formatDay(notice.endsOn, locale)}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** One round of the owner: where declarations stand, the window, runs, notices. */
export default function RoundPage() {
  const t = useProvinceText();
  const locale = useLocale();
  const cache = useQueryClient();
  const { id } = useParams<{ id: string }>();
  const rounds = useGet<RoundList>("/api/rounds");
  const counts = useGet<DeclarationPage>("/api/declarations", { view: "all", roundId: id, pageSize: 1 });
  if (rounds.isPending)
    return (
      <PageFrame>
        <Skeleton lines={8} />
      </PageFrame>
    );
  const round = rounds.data?.items.find((entry) => entry.id === id);
  if (!round)
    return (
      <PageFrame>
        <LoadError message={rounds.error?.text[locale] ?? t("round.unknown")} onRetry={() => void rounds.refetch()} />
      </PageFrame>
    );
  return (
    <PageFrame>
      <PageHead
        title={round.title[locale]}
        back={{ to: "/manage/rounds", label: t("round.back") }}
        lead={
          <>
            <RoundTag round={round} /> {round.programmeTitle[locale]}
          </>
        }
        actions={<LinkButton to={`/review?show=all&round=${round.id}`}>{t("round.declarations")}</LinkButton>}
      />
      <Panel title={t("round.stages")} id="stages">
        {counts.isPending && <Skeleton lines={2} />}
        {counts.isError && <LoadError message={counts.error.text[locale]} onRetry={() => void counts.refetch()} />}
        {counts.isSuccess && (
          <ul className="province-stages">
            {stages.map((stage) => (
              <li key={stage}>
                <LinkButton to={`/review?show=all&round=${round.id}&stage=${stage}`}>
                  {t(`stage.${stage}`)} <strong>{counts.data.stages[stage] ?? 0}</strong>
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Window round={round} onChanged={() => void cache.invalidateQueries()} />
      {round.hasScheme && <RoundPanels roundId={round.id} />}
      {round.hasScheme ? <Runs round={round} /> : <UnscoredList round={round} />}
      <Notices round={round} />
    </PageFrame>
  );
}
