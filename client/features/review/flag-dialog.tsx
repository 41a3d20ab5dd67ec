import { type FormEvent, useId, useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useReviewText } from "./text.ts";

const reasons = ["mismatch", "unit", "proof", "unclear"] as const;

/** Says what is wrong with one item and how to mend it; often used wordings are one click. */
export function FlagDialog({
  title,
  busy,
  problem,
  onClose,
  onFlag,
}: {
  title: string;
  busy: boolean;
  problem: ApiProblem | null;
  onClose: () => void;
  onFlag: (message: string) => void;
}) {
  const t = useReviewText();
  const formId = useId();
  const [message, setMessage] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onFlag(message.trim());
  };
  return (
    <Dialog
      open
      title={t("record.flagTitle", { field: title })}
      onClose={onClose}
      footer={
        <Button tone="primary" type="submit" form={formId} busy={busy} disabled={message.trim().length < 2}>
          {t("record.flag")}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit}>
        <p>{t("record.flagLead")}</p>
        {problem && <ProblemAlert problem={problem} />}
        <Field label={t("record.flagMessage")} required>
          {(control) => (
            <TextArea
              {...control}
              required
              rows={4}
              maxLength={1000}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          )}
        </Field>
        <div className="review-actions">
          <span className="sb-muted">{t("record.reusable")}</span>
          {reasons.map((reason) => (
            <Button key={reason} size="small" onClick={() => setMessage(t(`record.reasons.${reason}`))}>
              {t(`record.reasons.${reason}`)}
            </Button>
          ))}
        </div>
      </form>
    </Dialog>
  );
}
