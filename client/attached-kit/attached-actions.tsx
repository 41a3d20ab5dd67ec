import { useState } from "react";
import type { AttachedDetail } from "../../core/contracts/attached.ts";
import type { Finding } from "../../core/problems/finding.ts";
import { newIdempotencyKey, post } from "../api/client.ts";
import { type ApiProblem, problemOf } from "../api/problem.ts";
import type { DraftWork } from "../draft-kit/draft-work.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog, Dialog } from "../ui/dialog.tsx";
import { useLocale } from "../ui/i18n.ts";
import { TextAreaField } from "../ui/labelled-controls.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import { showToast } from "../ui/toast.tsx";
import { useAttachedText } from "./text.ts";

/** One key for one intention: a retry after a broken line is the same command. */
function useOnce() {
  const [key, setKey] = useState(newIdempotencyKey);
  return async <T,>(path: string, body: unknown): Promise<T> => {
    try {
      return await post<T>(path, body, { idempotencyKey: key });
    } catch (error) {
      const { status } = problemOf(error);
      if (status !== 0 && status < 500) setKey(newIdempotencyKey());
      throw error;
    }
  };
}

/** Hands a form to its level, once; what stands in the way is shown with a link to its place. */
export function HandIn({
  detail,
  work,
  onFindings,
  onDone,
}: {
  detail: AttachedDetail;
  work: DraftWork;
  onFindings: (findings: readonly Finding[]) => void;
  onDone: (detail: AttachedDetail) => void;
}) {
  const t = useAttachedText();
  const locale = useLocale();
  const once = useOnce();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const handIn = async () => {
    setBusy(true);
    try {
      work.store.flush();
      if (!(await work.sync.settled())) return showToast(t("notSaved"), "bad");
      const { revision } = work.sync.snapshot();
      onDone(await once<AttachedDetail>(`/api/attached/${detail.item.id}/hand-in`, { revision }));
      showToast(t("handedIn"));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.findings.length > 0) onFindings(problem.findings);
      else showToast(problem.text[locale], "bad");
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <>
      <Button tone="primary" onClick={() => setAsking(true)}>
        {t("handIn")}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t("handIn")}
        confirmText={t("handIn")}
        busy={busy}
        onConfirm={() => void handIn()}
        onCancel={() => setAsking(false)}
      >
        {t(detail.item.by === "applicant" || detail.item.to !== null ? "handInAsk" : "handInReviewAsk")}
      </ConfirmDialog>
    </>
  );
}

/** The level it was handed to accepts it, or returns it with a reason. */
export function Decide({ detail, onDone }: { detail: AttachedDetail; onDone: (detail: AttachedDetail) => void }) {
  const t = useAttachedText();
  const once = useOnce();
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const decide = async (verdict: "accept" | "return") => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { revision: detail.revision, verdict, ...(verdict === "return" && { reason: reason.trim() }) };
      const decided = await once<AttachedDetail>(`/api/attached/${detail.item.id}/decision`, body);
      setReturning(false);
      showToast(t(verdict === "accept" ? "accepted" : "return"));
      onDone(decided);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {!returning && <ProblemAlert problem={problem} />}
      <div className="sb-at-bar sb-no-print">
        <Button tone="primary" busy={busy} onClick={() => void decide("accept")}>
          {t("accept")}
        </Button>
        <Button onClick={() => setReturning(true)}>{t("return")}</Button>
      </div>
      <Dialog
        open={returning}
        title={t("returnTitle")}
        onClose={() => setReturning(false)}
        footer={
          <Button tone="primary" busy={busy} disabled={reason.trim().length < 2} onClick={() => void decide("return")}>
            {t("return")}
          </Button>
        }
      >
        <ProblemAlert problem={problem} />
        <TextAreaField label={t("returnReason")} marked maxLength={1000} value={reason} onChange={setReason} />
      </Dialog>
    </>
  );
}
