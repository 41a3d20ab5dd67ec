import { type ReactNode, useState } from "react";
import type { TitleDetail } from "../../../core/contracts/titles.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
import { useTitlesText } from "./text.ts";

/** One step in the life of a title; it is done for a reason that stays with the title. */
export function TitleStepDialog({
  titleId,
  step,
  danger = false,
  body,
  onClose,
  onDone,
  children,
}: {
  titleId: string;
  step: "cancel" | "renew";
  danger?: boolean;
  /** What is sent beside the reason. */
  body: Record<string, unknown>;
  onClose: () => void;
  onDone: () => void;
  children: ReactNode;
}) {
  const t = useTitlesText();
  const [reason, setReason] = useState("");
  const command = useOnce();
  const submit = async () => {
    const path = `/api/titles/${titleId}/${step}`;
    const done = await command.run((idempotencyKey) =>
      post<TitleDetail>(path, { ...body, reason }, { idempotencyKey }),
    );
    if (done) onDone();
  };
  return (
    <FormDialog
      title={t(`${step}.title`)}
      submitText={t(`${step}.title`)}
      danger={danger}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t(`${step}.lead`)}</p>
      {children}
      <TextAreaField
        label={t(`${step}.reason`)}
        required
        hint={t("cancel.reasonHint")}
        minLength={5}
        maxLength={1000}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
