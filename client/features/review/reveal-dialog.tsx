import { useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { Field, Input } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useReviewText } from "./text.ts";

/** Asks why a sensitive value is to be read; the reason goes into the audit log. */
export function RevealDialog({
  title,
  busy,
  problem,
  onClose,
  onReveal,
}: {
  title: string;
  busy: boolean;
  problem: ApiProblem | null;
  onClose: () => void;
  onReveal: (reason: string) => void;
}) {
  const t = useReviewText();
  const [reason, setReason] = useState("");
  return (
    <FormDialog
      title={`${t("record.reveal")}：${title}`}
      submitText={t("record.show")}
      ready={reason.trim().length >= 5}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => onReveal(reason.trim())}
    >
      <p>{t("record.revealLead")}</p>
      <Field label={t("record.reason")} hint={t("record.reasonHint")} required>
        {(control) => (
          <Input
            {...control}
            required
            value={reason}
            maxLength={400}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
