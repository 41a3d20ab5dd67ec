import { type FormEvent, useId, useRef, useState } from "react";
import type { TitleDetail } from "../../../core/contracts/titles.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
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
  const formId = useId();
  const [groundId, setGroundId] = useState("");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const ground = detail.grounds.find(({ id }) => id === groundId);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const path = `/api/titles/${detail.title.id}/cancel`;
      await post<TitleDetail>(path, { groundId, reason }, { idempotencyKey: key.current });
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
      title={t("cancel.title")}
      onClose={onClose}
      footer={
        <Button tone="danger" type="submit" form={formId} busy={busy}>
          {t("cancel.title")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p>{t("cancel.lead")}</p>
        <ProblemAlert problem={problem} />
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
      </form>
    </Dialog>
  );
}
