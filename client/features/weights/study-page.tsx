import { useParams } from "wouter";
import type { StudyDetail } from "../../../core/contracts/weights.ts";
import { useGet } from "../../api/queries.ts";
import { Alert, LoadError, Panel, Progress, Skeleton, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { AdvicePanel } from "./advice-panel.tsx";
import { FeedbackTable } from "./feedback.tsx";
import { statusTones } from "./list-page.tsx";
import { ResultPanel } from "./result-panel.tsx";
import { StudyActions } from "./study-actions.tsx";
import { useWeightsText } from "./text.ts";
import "./weights.css";

/** Who has answered; what they said is nobody's to see. */
function ProgressPanel({ detail }: { detail: StudyDetail }) {
  const t = useWeightsText();
  const { study, participants } = detail;
  const answered = participants.filter((participant) => participant.answered).length;
  const words = t("study.progressValue", { number: study.round, answered, count: participants.length });
  return (
    <Panel title={t("study.progress")} id="progress">
      <p className="sb-muted">{t("study.progressLead")}</p>
      {study.round === 0 ? (
        <p>{t("study.notBegun")}</p>
      ) : (
        <>
          <p>{words}</p>
          <Progress value={answered / Math.max(1, participants.length)} label={words} />
        </>
      )}
      <Table
        caption={t("study.progress")}
        captionHidden
        rows={participants}
        rowKey={({ accountId }) => accountId}
        columns={[
          { key: "person", title: t("study.person"), rowHeader: true, render: ({ name }) => name },
          {
            key: "answered",
            title: t("study.answered"),
            render: (participant) => (
              <Tag tone={participant.answered ? "ok" : "neutral"}>
                {t(participant.answered ? "study.yes" : "study.no")}
              </Tag>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function RoundsPanel({ detail }: { detail: StudyDetail }) {
  const t = useWeightsText();
  const locale = useLocale();
  if (detail.rounds.length === 0) return null;
  const latest = detail.rounds.findLast(({ feedback }) => feedback !== null)?.number;
  return (
    <Panel title={t("study.rounds")} id="rounds">
      {detail.rounds.toReversed().map(({ number, closedAt, feedback }) =>
        feedback === null || closedAt === null ? (
          <Alert key={number}>{t(detail.abandoned ? "study.neverRead" : "study.hidden", { number })}</Alert>
        ) : (
          <details key={number} open={number === latest}>
            <summary>
              {t("study.roundTitle", { number, count: feedback.answers, at: formatInstant(closedAt, locale) })}
            </summary>
            {detail.groups.map((group) => {
              const own = feedback.groups.find(({ id }) => id === group.id);
              return (
                own && <FeedbackTable key={group.id} kind={detail.study.kind} group={group} feedback={own} signs />
              );
            })}
          </details>
        ),
      )}
    </Panel>
  );
}

/** One study for its administrator: progress, rounds, the frozen weights and their way into the draft. */
export default function StudyPage() {
  const t = useWeightsText();
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const found = useGet<StudyDetail>(`/api/weight-studies/${id}`, undefined, { refreshMs: 30_000 });
  return (
    <PageFrame>
      {found.isPending && <Skeleton lines={10} />}
      {found.isError && <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />}
      {found.isSuccess && (
        <>
          <PageHead
            title={found.data.study.title[locale]}
            back={{ to: "/manage/weights", label: t("study.back") }}
            lead={
              <>
                <Tag tone={statusTones[found.data.study.status]}>{t(`status.${found.data.study.status}`)}</Tag>{" "}
                {found.data.study.programmeTitle[locale]} · {found.data.study.kindTitle[locale]} ·{" "}
                {found.data.study.ruleTitle[locale]}
              </>
            }
            actions={<StudyActions detail={found.data} />}
          />
          {found.data.abandoned && (
            <Alert tone="warn" title={t("study.abandoned")}>
              {t("study.abandonedBy", { ...found.data.abandoned, at: formatInstant(found.data.abandoned.at, locale) })}
            </Alert>
          )}
          {found.data.result && <ResultPanel detail={found.data} result={found.data.result} />}
          <ProgressPanel detail={found.data} />
          <RoundsPanel detail={found.data} />
          <AdvicePanel programmeId={found.data.study.programmeId} groups={found.data.groups} />
        </>
      )}
    </PageFrame>
  );
}
