import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { AttachedList } from "../../../core/contracts/attached.ts";
import type { DeclarationDetail, FindingList, TransitionReceipt } from "../../../core/contracts/declarations.ts";
import type { RoundDetail } from "../../../core/contracts/programmes.ts";
import { type Finding, textIn } from "../../../core/problems/finding.ts";
import { get, newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { controlId, fieldOfPointer } from "../../form-kit/index.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Alert, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { PaperLinks } from "./paper-links.tsx";
import { SealedFormPanel } from "./sealed-form-panel.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

type Check =
  | { kind: "checking" }
  | { kind: "not-saved" }
  | { kind: "failed"; problem: ApiProblem }
  | { kind: "done"; findings: readonly Finding[]; sealedForm: DeclarationDetail["sealedForm"] };

/** Saves what is still here, then asks the server, which decides. */
async function runCheck(workspace: Workspace): Promise<Check> {
  workspace.store.check();
  try {
    if (!(await workspace.sync.settled())) return { kind: "not-saved" };
    const { summary, transitions } = workspace.detail;
    const path = `/api/declarations/${summary.id}`;
    const { findings } = await get<FindingList>(`${path}/findings`);
    const asksSeal = transitions.some(({ requires }) => requires.includes("sealed-form"));
    const { sealedForm } = asksSeal ? await get<DeclarationDetail>(path) : workspace.detail;
    return { kind: "done", findings, sealedForm };
  } catch (error) {
    return { kind: "failed", problem: problemOf(error) };
  }
}

/** Findings in the order of the form: by section, then evidence, then the whole. */
function Findings({ workspace, findings }: { workspace: Workspace; findings: readonly Finding[] }) {
  const t = useText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const base = `/declarations/${workspace.detail.summary.id}`;
  const { sections } = workspace.engine.form;
  const attached = useGet<AttachedList>(`/api${base}/attached`).data?.items ?? [];
  const isIn = ({ pointer }: Finding, id: string) => `${pointer}/`.startsWith(`/attached/${id}/`);
  const sectionOf = (finding: Finding) =>
    sections.find((section) => section.fields.includes(fieldOfPointer(finding.pointer)));
  const groups = [
    ...sections.map((section) => ({
      id: section.id,
      title: textIn(section.document.title, locale),
      findings: findings.filter((finding) => sectionOf(finding) === section),
      hrefOf: (finding: Finding) => `${base}/fill/${section.id}#${controlId(fieldOfPointer(finding.pointer))}`,
    })),
    {
      id: "evidence",
      title: t("check.evidence"),
      findings: findings.filter((finding) => finding.pointer.startsWith("/evidence/")),
      hrefOf: (finding: Finding) => `${base}/evidence#evidence-${finding.pointer.split("/")[2] ?? ""}`,
    },
    ...attached.map((item) => ({
      id: `attached-${item.attached}`,
      title: item.title[locale],
      findings: findings.filter((finding) => isIn(finding, item.attached)),
      hrefOf: (finding: Finding) => {
        const [, , , field, requirement] = finding.pointer.split("/");
        const part = `${base}/attached/${item.attached}`;
        if (field === "evidence" && requirement !== undefined) return `${part}#evidence-${requirement}`;
        return field === undefined ? part : `${part}#${controlId(field)}`;
      },
    })),
    {
      id: "whole",
      title: t("check.whole"),
      findings: findings.filter(
        (finding) =>
          !sectionOf(finding) &&
          !finding.pointer.startsWith("/evidence/") &&
          !attached.some((item) => isIn(finding, item.attached)),
      ),
      hrefOf: () => `${base}/fill`,
    },
  ].filter((group) => group.findings.length > 0);
  return groups.map((group) => (
    <div key={group.id}>
      <h3>{group.title}</h3>
      <ul>
        {group.findings.map((finding) => (
          <li key={`${finding.pointer} ${finding.code}`}>
            <Tag tone={finding.level === "error" ? "bad" : finding.level === "warning" ? "warn" : "info"}>
              {t(`check.levels.${finding.level}`)}
            </Tag>{" "}
            <a
              href={group.hrefOf(finding)}
              onClick={(event) => {
                event.preventDefault();
                navigate(group.hrefOf(finding));
              }}
            >
              {finding.message[locale]}
            </a>
            {finding.source && <span className="sb-muted sb-small"> {finding.source}</span>}
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** The commitment and the button that submits once, however often it is pressed. */
function Submit({
  workspace,
  clean,
  onSubmitted,
}: {
  workspace: Workspace;
  clean: boolean;
  onSubmitted: (detail: DeclarationDetail) => void;
}) {
  const t = useText();
  const locale = useLocale();
  const { detail, sync } = workspace;
  const transition = detail.transitions.find((one) => one.tone === "forward");
  const round = useGet<RoundDetail>(`/api/public/rounds/${detail.summary.roundId}`);
  const [committed, setCommitted] = useState(false);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  // One key for this intention: a retry after a broken line is the same submission.
  const key = useRef(newIdempotencyKey());
  if (!transition) return <Alert>{t("check.cannot")}</Alert>;
  const asksCommitment = transition.requires.includes("commitment");
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const receipt = await post<TransitionReceipt>(
        `/api/declarations/${detail.summary.id}/transitions/${transition.id}`,
        { revision: sync.snapshot().revision, ...(asksCommitment && { committed: true }) },
        { idempotencyKey: key.current },
      );
      onSubmitted(receipt.declaration);
    } catch (error) {
      const refused = problemOf(error);
      // Only an answer that may still have been carried out keeps its key.
      if (refused.status !== 0 && refused.status < 500) key.current = newIdempotencyKey();
      setProblem(refused);
      setAsking(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {asksCommitment && (
        <Panel title={t("check.commitment")} id="commitment">
          {round.isPending ? <Skeleton /> : <p className="sb-fk-note">{round.data?.commitment[locale]}</p>}
          <Checkbox checked={committed} onChange={(event) => setCommitted(event.target.checked)}>
            {t("check.committed")}
          </Checkbox>
        </Panel>
      )}
      <ProblemAlert problem={problem} />
      <Button tone="primary" disabled={!clean || (asksCommitment && !committed)} onClick={() => setAsking(true)}>
        {transition.title[locale]}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t("check.submitTitle")}
        confirmText={transition.title[locale]}
        busy={busy}
        onConfirm={() => void submit()}
        onCancel={() => setAsking(false)}
      >
        {t("check.submitAsk")}
      </ConfirmDialog>
    </>
  );
}

/** Every finding with a link to its place, what is missing, the commitment, and submitting. */
export function CheckPart({
  workspace,
  onSubmitted,
}: {
  workspace: Workspace;
  onSubmitted: (detail: DeclarationDetail) => void;
}) {
  const t = useText();
  const [check, setCheck] = useState<Check>({ kind: "checking" });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for another check
  useEffect(() => {
    let gone = false;
    setCheck({ kind: "checking" });
    void runCheck(workspace).then((done) => {
      if (!gone) setCheck(done);
    });
    return () => {
      gone = true;
    };
  }, [workspace, round]);
  const findings = check.kind === "done" ? check.findings : [];
  const errors = findings.filter((finding) => finding.level === "error").length;
  const clean = check.kind === "done" && errors === 0;
  const sealedForm = check.kind === "done" && check.sealedForm?.isAsked ? check.sealedForm : null;
  return (
    <div className="sb-dc-form">
      <Panel
        title={t("check.title")}
        id="check"
        actions={<Button onClick={() => setRound(round + 1)}>{t("check.again")}</Button>}
      >
        <p className="sb-muted">{t("check.lead")}</p>
        <div role="status">
          {check.kind === "checking" && <p>{t("check.checking")}</p>}
          {check.kind === "not-saved" && <Alert tone="warn">{t("check.notSaved")}</Alert>}
          {clean && <Alert tone="ok">{t("check.clean")}</Alert>}
          {errors > 0 && <Alert tone="bad">{t("check.mend", { count: errors })}</Alert>}
        </div>
        {check.kind === "failed" && <ProblemAlert problem={check.problem} />}
        <Findings workspace={workspace} findings={findings} />
        <div className="sb-dc-steps">
          <PaperLinks declarationId={workspace.detail.summary.id} />
        </div>
      </Panel>
      {check.kind === "done" && sealedForm && (
        <SealedFormPanel
          declarationId={workspace.detail.summary.id}
          sealedForm={sealedForm}
          onBound={(bound) => setCheck({ ...check, sealedForm: bound })}
        />
      )}
      <Submit
        workspace={workspace}
        clean={clean && (sealedForm === null || sealedForm.state === "current")}
        onSubmitted={onSubmitted}
      />
    </div>
  );
}
