import { type FormEvent, useId, useRef, useState } from "react";
import type { TitleDetail } from "../../../core/contracts/titles.ts";
import { yearsAfter } from "../../../core/workflow/award-rules.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, Input, TextArea } from "../../ui/field.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useTitlesText } from "./text.ts";

/** Prolongs a title; the programme's years from its last day are the first offer. */
export function RenewTitleDialog({
  detail,
  onClose,
  onDone,
}: {
  detail: TitleDetail;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTitlesText();
  const formId = useId();
  const { validUntil } = detail.title;
  const offered = validUntil !== null && detail.validYears !== null ? yearsAfter(validUntil, detail.validYears) : "";
  const [until, setUntil] = useState(offered);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const path = `/api/titles/${detail.title.id}/renew`;
      await post<TitleDetail>(path, { validUntil: until, reason }, { idempotencyKey: key.current });
      onDone();
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("renew.title")}
      onClose={onClose}
      footer={
        <Button tone="primary" type="submit" form={formId} busy={busy}>
          {t("renew.title")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p>{t("renew.lead")}</p>
        <ProblemAlert problem={problem} />
        <Field label={t("field.validUntil")} required>
          {(control) => (
            <Input {...control} required type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          )}
        </Field>
        <Field label={t("renew.reason")} required hint={t("cancel.reasonHint")}>
          {(control) => (
            <TextArea
              {...control}
              required
              minLength={5}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
