import { useState } from "react";
import type { CancelTitle, TitleDetail } from "../../../core/contracts/titles.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Checkbox, Field, Select, TextArea } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useTitlesText } from "./text.ts";

/** Cancels a title on one of the grounds of its programme; says the ban before it is done. */
export function CancelTitleDialog({
  detail,
  onClose,
  onDone,
}: {
  detail: TitleDetail;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTitlesText();
  const locale = useLocale();
  const [groundId, setGroundId] = useState("");
  const [reason, setReason] = useState("");
  const [withRecognised, setWithRecognised] = useState(true);
  const command = useOnce();
  const standing = detail.recognised.filter(({ status }) => status !== "cancelled");
  const ground = detail.grounds.find(({ id }) => id === groundId);
  const submit = async () => {
    const path = `/api/titles/${detail.title.id}/cancel`;
    const body: CancelTitle = { groundId, reason, ...(standing.length > 0 && { withRecognised }) };
    const done = await command.run((idempotencyKey) => post<TitleDetail>(path, body, { idempotencyKey }));
    if (done) onDone();
  };
  return (
    <FormDialog
      title={t("cancel.title")}
      submitText={t("cancel.title")}
      danger
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("cancel.lead")}</p>
      <Field label={t("cancel.ground")} required>
        {(control) => (
          <Select
            {...control}
            required
            value={groundId}
            placeholder=""
            onChange={(event) => setGroundId(event.target.value)}
            options={detail.grounds.map(({ id, text, source }) => ({
              value: id,
              label: t("cancel.groundOption", { text: text[locale], source }),
            }))}
          />
        )}
      </Field>
      {ground && (
        <p aria-live="polite">
          {ground.banYears > 0 ? t("cancel.ban", { years: ground.banYears }) : t("cancel.noBan")}
        </p>
      )}
      {standing.length > 0 && (
        <>
          <p>{t("cancel.recognised", { numbers: standing.map(({ number }) => number).join(t("cancel.join")) })}</p>
          <Checkbox checked={withRecognised} onChange={(event) => setWithRecognised(event.target.checked)}>
            {t("cancel.withRecognised")}
          </Checkbox>
        </>
      )}
      <Field label={t("cancel.reason")} required hint={t("cancel.reasonHint")}>
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
