import { type FormEvent, useId, useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
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
  const formId = useId();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onReveal(reason.trim());
  };
  return (
    <Dialog
      open
      title={`${t("record.reveal")}：${title}`}
      onClose={onClose}
      footer={
        <Button tone="primary" type="submit" form={formId} busy={busy} disabled={reason.trim().length < 5}>
          {t("record.show")}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit}>
        <p>{t("record.revealLead")}</p>
        {problem && <ProblemAlert problem={problem} />}
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
      </form>
    </Dialog>
  );
}
