import { useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
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
  const [message, setMessage] = useState("");
  return (
    <FormDialog
      title={t("record.flagTitle", { field: title })}
      submitText={t("record.flag")}
      ready={message.trim().length >= 2}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => onFlag(message.trim())}
    >
      <p>{t("record.flagLead")}</p>
      <TextAreaField
        label={t("record.flagMessage")}
        required
        rows={4}
        maxLength={1000}
        value={message}
        onChange={setMessage}
      />
      <div className="review-actions">
        <span className="sb-muted">{t("record.reusable")}</span>
        {reasons.map((reason) => (
          <Button key={reason} size="small" onClick={() => setMessage(t(`record.reasons.${reason}`))}>
            {t(`record.reasons.${reason}`)}
          </Button>
        ))}
      </div>
    </FormDialog>
  );
}
