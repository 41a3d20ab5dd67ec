import { useState } from "react";
import type { TitleDetail } from "../../../core/contracts/titles.ts";
import { yearsAfter } from "../../../core/workflow/award-rules.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Field, Input, TextArea } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
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
  const { validUntil } = detail.title;
  const offered = validUntil !== null && detail.validYears !== null ? yearsAfter(validUntil, detail.validYears) : "";
  const [until, setUntil] = useState(offered);
  const [reason, setReason] = useState("");
  const command = useOnce();
  const submit = async () => {
    const path = `/api/titles/${detail.title.id}/renew`;
    const done = await command.run((idempotencyKey) =>
      post<TitleDetail>(path, { validUntil: until, reason }, { idempotencyKey }),
    );
    if (done) onDone();
  };
  return (
    <FormDialog
      title={t("renew.title")}
      submitText={t("renew.title")}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("renew.lead")}</p>
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
    </FormDialog>
  );
}
