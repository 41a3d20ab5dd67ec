import { useState } from "react";
import type { DeclarationDetail, TransitionReceipt, TransitionRequest } from "../../../core/contracts/declarations.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { problemOf } from "../../api/problem.ts";
import { uploadEvidence } from "../../api/upload.ts";
import { Alert } from "../../ui/display.tsx";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
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
  const [opinion, setOpinion] = useState("");
  const [reason, setReason] = useState("");
  const [seal, setSeal] = useState<{ id: string; name: string } | null>(null);
  const command = useOnce();
  const asks = (requirement: string) => transition.requires.includes(requirement);
  const openFlags = detail.flags.filter((flag) => !flag.resolvedAt).length;
  const blocked =
    asks("flags") && openFlags === 0
      ? t("act.needFlags")
      : asks("no-open-flags") && openFlags > 0
        ? t("act.openFlags")
        : null;
  const submit = async () => {
    const body: TransitionRequest = {
      revision: detail.revision,
      ...(asks("opinion") && { opinion }),
      ...(asks("reason") && { reason }),
      ...(seal && { sealEvidenceId: seal.id }),
    };
    const path = `/api/declarations/${detail.summary.id}/transitions/${transition.id}`;
    const receipt = await command.run(async (idempotencyKey) => {
      try {
        return await post<TransitionReceipt>(path, body, { idempotencyKey });
      } catch (error) {
        if (problemOf(error).status === 409) onStale();
        throw error;
      }
    });
    if (receipt === null) return;
    showToast(t("act.done", { action: transition.title[locale] }));
    onDone(receipt.declaration);
  };
  return (
    <FormDialog
      title={t("act.title", { action: transition.title[locale] })}
      submitText={t("act.confirm")}
      danger={transition.tone !== "forward"}
      ready={blocked === null && !(asks("seal") && seal === null)}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p className="sb-muted">{t("act.to", { state: transition.toTitle[locale] })}</p>
      {blocked && <Alert tone="warn">{blocked}</Alert>}
      {asks("flags") && openFlags > 0 && <p>{t("act.unlocks", { count: openFlags })}</p>}
      {asks("opinion") && (
        <TextAreaField
          label={t("act.opinion")}
          required
          rows={4}
          maxLength={4000}
          value={opinion}
          onChange={setOpinion}
        />
      )}
      {asks("reason") && (
        <TextAreaField label={t("act.reason")} required rows={4} maxLength={4000} value={reason} onChange={setReason} />
      )}
      {asks("seal") &&
        (seal ? (
          <Alert tone="ok" live="polite">
            {t("act.uploaded", { name: seal.name })}
          </Alert>
        ) : (
          <SealUpload declarationId={detail.summary.id} onUploaded={setSeal} />
        ))}
    </FormDialog>
  );
}
