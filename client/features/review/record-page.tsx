import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useParams } from "wouter";
import type { DeclarationDetail, FindingList } from "../../../core/contracts/declarations.ts";
import type { RoundForm } from "../../../core/contracts/programmes.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Empty, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { AnswersPanel } from "./answers-panel.tsx";
import { EvidencePane } from "./evidence-pane.tsx";
import { History } from "./history.tsx";
import { useReviewText } from "./text.ts";
import { TransitionDialog } from "./transition-dialog.tsx";
import "./review.css";

const levelTones = { error: "bad", warning: "warn", info: "info" } as const;

function Findings({ path }: { path: string }) {
  const t = useReviewText();
  const locale = useLocale();
  const list = useGet<FindingList>(path);
  if (list.isPending) return <Skeleton lines={4} />;
  if (list.isError) return <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />;
  if (list.data.findings.length === 0) return <Empty title={t("record.noFindings")} />;
  return (
    <>
      {list.data.findings.map((finding) => (
        <Alert key={`${finding.code}${finding.pointer}`} tone={levelTones[finding.level]}>
          {finding.message[locale]}
          {finding.source && <div className="sb-muted">{finding.source}</div>}
        </Alert>
      ))}
    </>
  );
}

function Record({ detail, document }: { detail: DeclarationDetail; document: FormDocument }) {
  const t = useReviewText();
  const locale = useLocale();
  const cache = useQueryClient();
  const path = `/api/declarations/${detail.summary.id}`;
  const [tab, setTab] = useState("answers");
  const [focus, setFocus] = useState<{ title: string; requirements: readonly string[] } | null>(null);
  const [acting, setActing] = useState<DeclarationDetail["transitions"][number] | null>(null);
  const form = useMemo(() => compileForm(document), [document]);
  const { summary } = detail;
  return (
    <>
      <PageHead
        title={summary.applicantName}
        back={{ to: "/review", label: t("record.back") }}
        lead={
          <>
            <Tag tone={summary.mine ? "accent" : "neutral"}>{summary.stateTitle[locale]}</Tag>{" "}
            {summary.programmeTitle[locale]} · {summary.number}
          </>
        }
        actions={detail.transitions.map((transition) => (
          <Button
            key={transition.id}
            tone={transition.tone === "forward" ? "primary" : transition.tone === "end" ? "danger" : "default"}
            onClick={() => setActing(transition)}
          >
            {transition.title[locale]}
          </Button>
        ))}
      />
      {!summary.mine && <Alert tone="info">{t("record.locked")}</Alert>}
      <div className="review-desk">
        <div>
          <Tabs
            label={summary.applicantName}
            value={tab}
            onChange={setTab}
            tabs={[
              {
                id: "answers",
                label: t("record.answers"),
                panel: () => (
                  <AnswersPanel
                    detail={detail}
                    form={form}
                    onChanged={() => cache.invalidateQueries({ queryKey: [path] })}
                    onFocus={setFocus}
                  />
                ),
              },
              { id: "findings", label: t("record.findings"), panel: () => <Findings path={`${path}/findings`} /> },
              { id: "history", label: t("record.history"), panel: () => <History steps={detail.steps} /> },
            ]}
          />
        </div>
        <aside className="review-desk__side">
          <Panel>
            <Facts
              items={[
                { label: t("record.holder"), value: summary.holder[locale] },
                { label: t("record.region"), value: `${summary.city}${summary.county ?? ""}` },
                { label: t("record.round"), value: summary.roundTitle[locale] },
                { label: t("record.edition"), value: t("record.version", { number: detail.editionNumber }) },
                ...(summary.dueAt ? [{ label: t("record.due"), value: formatDay(summary.dueAt, locale) }] : []),
                ...(detail.receipt
                  ? [
                      { label: t("record.submittedAt"), value: formatInstant(detail.receipt.submittedAt, locale) },
                      {
                        label: t("record.hash"),
                        value: <span className="review-hash">{detail.receipt.answersHash.slice(0, 16)}</span>,
                      },
                    ]
                  : []),
                ...(detail.titleNumber ? [{ label: t("record.titleNumber"), value: detail.titleNumber }] : []),
              ]}
            />
          </Panel>
          <EvidencePane form={document} files={detail.evidence} focus={focus} onShowAll={() => setFocus(null)} />
        </aside>
      </div>
      {acting && (
        <TransitionDialog
          detail={detail}
          transition={acting}
          onClose={() => setActing(null)}
          onDone={(changed) => {
            setActing(null);
            cache.setQueryData([path], changed);
            void cache.invalidateQueries({ queryKey: ["/api/declarations"] });
          }}
        />
      )}
    </>
  );
}

/** One declaration on the reviewer's desk: answers beside evidence, automatic findings, history, actions. */
export default function RecordPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const detail = useGet<DeclarationDetail>(`/api/declarations/${id}`);
  const form = useGet<RoundForm>(`/api/declarations/${id}/form`, undefined, { staleTimeMs: Number.POSITIVE_INFINITY });
  const failed = detail.error ?? form.error;
  return (
    <PageFrame>
      {failed ? (
        <LoadError message={failed.text[locale]} onRetry={() => void Promise.all([detail.refetch(), form.refetch()])} />
      ) : detail.data && form.data ? (
        <Record key={id} detail={detail.data} document={form.data.form as FormDocument} />
      ) : (
        <Skeleton lines={10} />
      )}
    </PageFrame>
  );
}
