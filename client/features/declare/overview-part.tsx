import { useState } from "react";
import { Link } from "wouter";
import type { DeclarationDetail, Step, TransitionReceipt } from "../../../core/contracts/declarations.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert, Facts, Panel, Tag } from "../../ui/display.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { showToast } from "../../ui/toast.tsx";
import { PaperLinks } from "./paper-links.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

function History({ steps }: { steps: readonly Step[] }) {
  const t = useText();
  const locale = useLocale();
  if (steps.length === 0) return <p className="sb-muted">{t("overview.historyEmpty")}</p>;
  return (
    <ol className="sb-dc-history">
      {steps.toReversed().map((step) => (
        <li key={step.seq}>
          <div>
            <strong>{step.transition[locale]}</strong> → {step.toState[locale]}
          </div>
          <div className="sb-muted sb-small">
            {step.actor[locale]} · <time dateTime={step.at}>{formatInstant(step.at, locale)}</time>
          </div>
          {step.opinion && (
            <div>
              {t("overview.opinion")}
              {step.opinion}
            </div>
          )}
          {step.reason && (
            <div>
              {t("overview.reason")}
              {step.reason}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

type Transition = DeclarationDetail["transitions"][number];

/** What the applicant may do besides submitting, such as withdrawing. */
function OtherTransition({
  workspace,
  transition,
  onChanged,
}: {
  workspace: Workspace;
  transition: Transition;
  onChanged: (detail: DeclarationDetail) => void;
}) {
  const t = useText();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const asksReason = transition.requires.includes("reason");
  const take = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const receipt = await post<TransitionReceipt>(
        `/api/declarations/${workspace.detail.summary.id}/transitions/${transition.id}`,
        { revision: workspace.sync.snapshot().revision, ...(asksReason && { reason: reason.trim() }) },
        { idempotencyKey: key },
      );
      setOpen(false);
      showToast(t("overview.done"));
      onChanged(receipt.declaration);
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0 && refused.status < 500) setKey(newIdempotencyKey());
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{transition.title[locale]}</Button>
      <Dialog
        open={open}
        title={transition.title[locale]}
        onClose={() => setOpen(false)}
        footer={
          <Button
            tone={transition.tone === "end" ? "danger" : "primary"}
            busy={busy}
            disabled={asksReason && reason.trim().length < 2}
            onClick={() => void take()}
          >
            {transition.title[locale]}
          </Button>
        }
      >
        <ProblemAlert problem={problem} />
        <p>→ {transition.toTitle[locale]}</p>
        {asksReason && <TextAreaField label={t("overview.reasonLabel")} marked value={reason} onChange={setReason} />}
      </Dialog>
    </>
  );
}

/** Where the declaration stands, with whom and since when, and what can be done. */
export function OverviewPart({
  workspace,
  onChanged,
}: {
  workspace: Workspace;
  onChanged: (detail: DeclarationDetail) => void;
}) {
  const t = useText();
  const locale = useLocale();
  const { detail } = workspace;
  const { summary } = detail;
  const base = `/declarations/${summary.id}`;
  const openFlags = detail.flags.filter((flag) => flag.resolvedAt === null);
  const others = detail.transitions.filter((transition) => transition.tone !== "forward");
  return (
    <div className="sb-dc-form">
      <Panel title={t("overview.status")} id="status">
        <p className="sb-dc-status">
          <Tag tone={summary.mine ? "accent" : "info"}>{summary.stateTitle[locale]}</Tag>{" "}
          <strong>{t("overview.now", { who: summary.holder[locale] })}</strong>，
          {t("overview.since", { day: formatDay(summary.stateSinceAt, locale) })}
          {summary.dueAt && (
            <>
              {" "}
              <Deadline at={summary.dueAt} />
            </>
          )}
        </p>
        <Facts
          items={[
            { label: t("overview.applicant"), value: summary.applicantName },
            { label: t("overview.number"), value: summary.number ?? t("list.noNumber") },
            { label: t("overview.edition"), value: detail.editionNumber },
            { label: t("overview.deadline"), value: <Deadline at={summary.closesAt} /> },
            ...(detail.titleNumber
              ? [
                  {
                    label: t("overview.title"),
                    value: (
                      <>
                        {detail.titleNumber}{" "}
                        <Link href={`/verify/${encodeURIComponent(detail.titleNumber)}`}>{t("overview.verify")}</Link>
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <div className="sb-dc-steps">
          <LinkButton to={`${base}/fill`} tone={detail.editable === "none" ? "default" : "primary"}>
            {detail.editable === "all"
              ? t("overview.fill")
              : detail.editable === "flagged"
                ? t("overview.correct")
                : t("overview.look")}
          </LinkButton>
          {detail.receipt && <LinkButton to={`${base}/receipt`}>{t("overview.receipt")}</LinkButton>}
          <PaperLinks declarationId={summary.id} />
          {detail.scoreShown && <LinkButton to={`/score/${summary.id}`}>{t("overview.score")}</LinkButton>}
          {others.map((transition) => (
            <OtherTransition key={transition.id} workspace={workspace} transition={transition} onChanged={onChanged} />
          ))}
        </div>
      </Panel>
      {openFlags.length > 0 && (
        <Panel title={t("overview.flags")} id="flags">
          {openFlags.map((flag) => (
            <Alert key={flag.id} tone="accent" title={flag.raisedBy[locale]}>
              {flag.message}
            </Alert>
          ))}
        </Panel>
      )}
      <Panel title={t("overview.history")} id="history">
        <History steps={detail.steps} />
      </Panel>
    </div>
  );
}
