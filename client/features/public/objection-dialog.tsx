import { useState } from "react";
import type { ObjectionRequest, PublicityNotice } from "../../../core/contracts/programmes.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { SelectField, TextAreaField, TextField } from "../../ui/labelled-controls.tsx";
import { usePublicText } from "./text.ts";

const blank: ObjectionRequest = { declarationId: "", fact: "", text: "", contact: "" };

/** Takes an objection to one fact about one applicant. What was typed stays until it is sent. */
export function ObjectionDialog({
  notice,
  open,
  onClose,
}: {
  notice: PublicityNotice;
  open: boolean;
  onClose: () => void;
}) {
  const t = usePublicText();
  const [typed, setTyped] = useState(blank);
  const [receipt, setReceipt] = useState<string | null>(null);
  const command = useOnce();
  const set = (change: Partial<ObjectionRequest>) => setTyped((before) => ({ ...before, ...change }));
  const submit = async () => {
    const path = `/api/public/publicity/${notice.id}/objections`;
    const answer = await command.run(() => post<{ id: string }>(path, typed));
    if (!answer) return;
    setReceipt(answer.id);
    setTyped(blank);
  };
  if (!open) return null;
  // Once it was read, the next objection begins with an empty form.
  const closeReceipt = () => {
    setReceipt(null);
    onClose();
  };
  if (receipt)
    return (
      <Dialog open title={t("publicity.objection")} onClose={closeReceipt}>
        <Alert tone="ok" live="polite">
          {t("publicity.sent", { id: receipt })}
        </Alert>
      </Dialog>
    );
  return (
    <FormDialog
      title={t("publicity.objection")}
      submitText={t("publicity.send")}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("publicity.objectionLead")}</p>
      <SelectField
        label={t("publicity.about")}
        required
        placeholder=""
        value={typed.declarationId}
        onChange={(value) => set({ declarationId: value })}
        options={notice.items.map((item) => ({ value: item.declarationId, label: item.applicantName }))}
      />
      <TextField
        label={t("publicity.fact")}
        hint={t("publicity.factHint")}
        required
        minLength={2}
        maxLength={200}
        value={typed.fact}
        onChange={(value) => set({ fact: value })}
      />
      <TextAreaField
        label={t("publicity.text")}
        required
        minLength={10}
        maxLength={4000}
        rows={5}
        value={typed.text}
        onChange={(value) => set({ text: value })}
      />
      <TextField
        label={t("publicity.contact")}
        hint={t("publicity.contactHint")}
        required
        minLength={5}
        maxLength={200}
        value={typed.contact}
        onChange={(value) => set({ contact: value })}
      />
    </FormDialog>
  );
}
