import { type FormEvent, useId, useRef, useState } from "react";
import type { DeclarationDetail, TransitionReceipt, TransitionRequest } from "../../../core/contracts/declarations.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { uploadEvidence } from "../../api/upload.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { useReviewText } from "./text.ts";

type Offered = DeclarationDetail["transitions"][number];

function SealUpload({
  declarationId,
  onUploaded,
}: {
  declarationId: string;
  onUploaded: (seal: { id: string; name: string }) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const [percent, setPercent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    setPercent(0);
    try {
      const item = await uploadEvidence(
        `/api/declarations/${declarationId}`,
        file,
        { purpose: "seal" },
        {
          signal: new AbortController().signal,
          onProgress: ({ received, size }) => setPercent(Math.round((received / size) * 100)),
        },
      );
      onUploaded({ id: item.id, name: item.fileName });
    } catch (error) {
      setProblem(problemOf(error).text[locale]);
    } finally {
      setPercent(null);
    }
  };
  return (
    <Field label={t("act.seal")} hint={t("act.sealHint")} error={problem ?? undefined} required>
      {(control) => (
        <>
          <input
            {...control}
            type="file"
            accept=".pdf,image/png,image/jpeg"
            disabled={percent !== null}
            onChange={(event) => void send(event.target.files?.[0])}
          />
          {percent !== null && <span role="status">{t("act.uploading", { percent })}</span>}
        </>
      )}
    </Field>
  );
}

/** One action of the workflow: what it asks for, then the command, once. */
export function TransitionDialog({
  detail,
  transition,
  onClose,
  onStale,
  onDone,
}: {
  detail: DeclarationDetail;
  transition: Offered;
  onClose: () => void;
  /** Somebody else acted in between: the record must be read again. */
  onStale: () => void;
  onDone: (detail: DeclarationDetail) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const formId = useId();
  const [opinion, setOpinion] = useState("");
  const [reason, setReason] = useState("");
  const [seal, setSeal] = useState<{ id: string; name: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // One key for this dialog: pressing again after a lost line is the same command.
  const key = useRef(newIdempotencyKey());
  const asks = (requirement: string) => transition.requires.includes(requirement);
  const openFlags = detail.flags.filter((flag) => !flag.resolvedAt).length;
  const blocked =
    asks("flags") && openFlags === 0
      ? t("act.needFlags")
      : asks("no-open-flags") && openFlags > 0
        ? t("act.openFlags")
        : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || blocked !== null) return;
    setBusy(true);
    setProblem(null);
    const body: TransitionRequest = {
      revision: detail.revision,
      ...(asks("opinion") && { opinion }),
      ...(asks("reason") && { reason }),
      ...(seal && { sealEvidenceId: seal.id }),
    };
    try {
      const receipt = await post<TransitionReceipt>(
        `/api/declarations/${detail.summary.id}/transitions/${transition.id}`,
        body,
        { idempotencyKey: key.current },
      );
      showToast(t("act.done", { action: transition.title[locale] }));
      onDone(receipt.declaration);
    } catch (error) {
      const refused = problemOf(error);
      // A refusal is an answer to this key; a corrected try is a new command.
      if (refused.status !== 0) key.current = newIdempotencyKey();
      if (refused.status === 409) onStale();
      setProblem(refused.text[locale]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("act.title", { action: transition.title[locale] })}
      onClose={onClose}
      footer={
        <Button
          tone={transition.tone === "forward" ? "primary" : "danger"}
          type="submit"
          form={formId}
          busy={busy}
          disabled={blocked !== null || (asks("seal") && seal === null)}
        >
          {t("act.confirm")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p className="sb-muted">{t("act.to", { state: transition.toTitle[locale] })}</p>
        {problem && (
          <Alert tone="bad" live="assertive">
            {problem}
          </Alert>
        )}
        {blocked && <Alert tone="warn">{blocked}</Alert>}
        {asks("flags") && openFlags > 0 && <p>{t("act.unlocks", { count: openFlags })}</p>}
        {asks("opinion") && (
          <Field label={t("act.opinion")} required>
            {(control) => (
              <TextArea
                {...control}
                required
                rows={4}
                maxLength={4000}
                value={opinion}
                onChange={(event) => setOpinion(event.target.value)}
              />
            )}
          </Field>
        )}
        {asks("reason") && (
          <Field label={t("act.reason")} required>
            {(control) => (
              <TextArea
                {...control}
                required
                rows={4}
                maxLength={4000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        )}
        {asks("seal") &&
          (seal ? (
            <Alert tone="ok" live="polite">
              {t("act.uploaded", { name: seal.name })}
            </Alert>
          ) : (
            <SealUpload declarationId={detail.summary.id} onUploaded={setSeal} />
          ))}
      </form>
    </Dialog>
  );
}
