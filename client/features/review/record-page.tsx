import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { AttachedList } from "../../../core/contracts/attached.ts";
import type { DeclarationDetail } from "../../../core/contracts/declarations.ts";
import type { RoundForm } from "../../../core/contracts/programmes.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { useGet } from "../../api/queries.ts";
import { changedAnswers } from "../../record-kit/changes.ts";
import { useReveal } from "../../record-kit/reveal.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { usePlainKeys } from "../../ui/plain-key.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { AnswersPanel } from "./answers-panel.tsx";
import { AttachedPanel } from "./attached-panel.tsx";
import { placeInList } from "./desk-list.ts";
import { type EvidenceFocus, EvidencePane } from "./evidence-pane.tsx";
import { History } from "./history.tsx";
import { OpenFlags } from "./open-flags.tsx";
import { anchorOf, type Place } from "./places.ts";
import { RecordFindings } from "./record-findings.tsx";
import { SheetLinks } from "./sheet-links.tsx";
import { SubmissionChanges, useLastSubmissions } from "./submission-changes.tsx";
import { useReviewText } from "./text.ts";
import { TransitionDialog } from "./transition-dialog.tsx";
import "./review.css";

const nothingChanged: ReadonlyMap<string, unknown> = new Map();

/** To the neighbours in the list the record was opened from. */
function Neighbours({ place }: { place: ReturnType<typeof placeInList> }) {
  const t = useReviewText();
  const [, navigate] = useLocation();
  const { previous, next, position } = place;
  usePlainKeys((key) => {
    const to = key === "j" ? next : key === "k" ? previous : null;
    if (to === null) return false;
    navigate(`/review/${to}`);
    return true;
  });
  if (!position) return null;
  return (
    <nav className="review-neighbours sb-no-print" aria-label={t("record.neighbours")}>
      {previous && <LinkButton to={`/review/${previous}`}>{t("record.previous")}</LinkButton>}
      <span className="sb-muted">{t("record.position", { at: position.at, of: position.of })}</span>
      {next && <LinkButton to={`/review/${next}`}>{t("record.next")}</LinkButton>}
    </nav>
  );
}

/** Shows what the person asked for: scrolls there and puts the focus on it. */
function useGoTo(
  openAnswers: (tab: "answers" | "attached") => void,
  showAllEvidence: () => void,
): (place: Place) => void {
  const [asked, setAsked] = useState<Place | null>(null);
  useEffect(() => {
    if (!asked) return;
    const item = document.getElementById(anchorOf(asked));
    item?.scrollIntoView({ block: "center" });
    item?.focus({ preventScroll: true });
    setAsked(null);
  }, [asked]);
  return (place) => {
    if (place.kind === "evidence") showAllEvidence();
    else openAnswers(place.kind === "attached" ? "attached" : "answers");
    setAsked(place);
  };
}

function RecordFacts({ detail }: { detail: DeclarationDetail }) {
  const t = useReviewText();
  const locale = useLocale();
  const { summary, receipt } = detail;
  return (
    <Facts
      items={[
        { label: t("record.holder"), value: summary.holder[locale] },
        { label: t("record.region"), value: `${summary.city}${summary.county ?? ""}` },
        { label: t("record.round"), value: summary.roundTitle[locale] },
        { label: t("record.edition"), value: t("record.version", { number: detail.editionNumber }) },
        ...(summary.dueAt
          ? [
              {
                label: t("record.due"),
                value: (
                  <>
                    {formatDay(summary.dueAt, locale)}{" "}
                    {summary.overdue && <Tag tone="bad">{t("queue.overdueMark")}</Tag>}
                  </>
                ),
              },
            ]
          : []),
        ...(receipt
          ? [
              { label: t("record.submittedAt"), value: formatInstant(receipt.submittedAt, locale) },
              { label: t("record.submission"), value: t("record.submissionNumber", { number: receipt.version }) },
              {
                label: t("record.hash"),
                value: (
                  <span className="review-hash" title={receipt.answersHash}>
                    {receipt.answersHash.slice(0, 16)}…
                  </span>
                ),
              },
            ]
          : []),
        ...(detail.titleNumber ? [{ label: t("record.titleNumber"), value: detail.titleNumber }] : []),
      ]}
    />
  );
}

function Record({ detail, document: formDocument }: { detail: DeclarationDetail; document: FormDocument }) {
  const t = useReviewText();
  const locale = useLocale();
  const cache = useQueryClient();
  const { summary } = detail;
  const path = `/api/declarations/${summary.id}`;
  const [tab, setTab] = useState("answers");
  const [focus, setFocus] = useState<EvidenceFocus | null>(null);
  const [acting, setActing] = useState<DeclarationDetail["transitions"][number] | null>(null);
  const form = useMemo(() => compileForm(formDocument), [formDocument]);
  const attached = useGet<AttachedList>(`${path}/attached`).data?.items ?? [];
  const place = placeInList(summary.id);
  const submissions = useLastSubmissions(summary.id, detail.receipt?.version ?? null);
  const { now, before } = submissions;
  const changed = useMemo(
    () =>
      now.data && before.data
        ? changedAnswers(before.data.answers, now.data.answers, now.data.hiddenChanges)
        : nothingChanged,
    [now.data, before.data],
  );
  const { reveal, dialog } = useReveal(`${path}/reveal`, detail.receipt?.version ?? null);
  const goTo = useGoTo(
    (wanted) => setTab(wanted),
    () => setFocus(null),
  );
  // The pressed action is gone with the state it belonged to: the focus goes to the heading, which says the new one.
  const stateBefore = useRef(summary.state);
  useEffect(() => {
    if (stateBefore.current !== summary.state) globalThis.document.querySelector<HTMLElement>("h1")?.focus();
    stateBefore.current = summary.state;
  }, [summary.state]);
  const refresh = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: [path] }),
      cache.invalidateQueries({ queryKey: ["/api/declarations"] }),
    ]);
  return (
    <>
      <PageHead
        title={summary.applicantName}
        back={{ to: place.back, label: t("record.back") }}
        lead={
          <>
            <Tag tone={summary.mine ? "accent" : "neutral"}>{summary.stateTitle[locale]}</Tag>{" "}
            {summary.programmeTitle[locale]}
            {summary.number && ` · ${summary.number}`}
          </>
        }
        actions={
          <>
            <SheetLinks declarationId={summary.id} />
            {detail.transitions.map((transition) => (
              <Button
                key={transition.id}
                tone={transition.tone === "forward" ? "primary" : transition.tone === "end" ? "danger" : "default"}
                onClick={() => setActing(transition)}
              >
                {transition.title[locale]}
              </Button>
            ))}
          </>
        }
      />
      <Neighbours place={place} />
      {!detail.mayReview && <Alert tone="info">{t("record.locked")}</Alert>}
      <div className="review-desk">
        <div>
          <OpenFlags form={formDocument} flags={detail.flags} attached={attached} onGo={goTo} />
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
                    before={changed}
                    reveal={detail.mayReview ? reveal : undefined}
                    onChanged={refresh}
                    onFocus={setFocus}
                    onGo={goTo}
                  />
                ),
              },
              ...(attached.length > 0
                ? [
                    {
                      id: "attached",
                      label: t("record.attached", { count: attached.length }),
                      panel: () => (
                        <AttachedPanel
                          items={attached}
                          detail={detail}
                          onChanged={refresh}
                          onGo={() => setTab("attached")}
                        />
                      ),
                    },
                  ]
                : []),
              ...(submissions.isResubmission
                ? [
                    {
                      id: "changes",
                      label: t("changes.tab"),
                      panel: () => (
                        <SubmissionChanges
                          form={formDocument}
                          submissions={submissions}
                          attached={attached}
                          onGo={goTo}
                        />
                      ),
                    },
                  ]
                : []),
              {
                id: "findings",
                label: t("record.findings"),
                panel: () => <RecordFindings path={`${path}/findings`} form={formDocument} onGo={goTo} />,
              },
              { id: "history", label: t("record.history"), panel: () => <History steps={detail.steps} /> },
            ]}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <aside className="review-desk__side" aria-label={t("record.evidence")} tabIndex={0}>
          <Panel>
            <RecordFacts detail={detail} />
          </Panel>
          <EvidencePane
            form={formDocument}
            detail={detail}
            focus={focus}
            onShowAll={() => setFocus(null)}
            onChanged={refresh}
            onGo={goTo}
          />
        </aside>
      </div>
      {dialog}
      {acting && (
        <TransitionDialog
          detail={detail}
          transition={acting}
          onClose={() => setActing(null)}
          onStale={() => void refresh()}
          onDone={(changedDetail) => {
            setActing(null);
            cache.setQueryData([path], changedDetail);
            void cache.invalidateQueries({ queryKey: ["/api/declarations"] });
            void cache.invalidateQueries({ queryKey: [`/api/rounds/${summary.roundId}/recommendations`] });
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
      {detail.data && form.data ? (
        <Record key={id} detail={detail.data} document={form.data.form as FormDocument} />
      ) : failed ? (
        <LoadError message={failed.text[locale]} onRetry={() => void Promise.all([detail.refetch(), form.refetch()])} />
      ) : (
        <Skeleton lines={10} />
      )}
    </PageFrame>
  );
}
