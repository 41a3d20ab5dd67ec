import { useState } from "react";
import type { Recusal, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Checkbox } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useText } from "./text.ts";

/** Withdraws from one declaration; a conflict of interest is kept for every later draw. */
export function RecusalDialog({
  sheet,
  onClose,
  onDone,
}: {
  sheet: SheetView;
  onClose: () => void;
  onDone: (sheet: SheetView) => void;
}) {
  const t = useText();
  const [typed, setTyped] = useState<Recusal>({ conflict: true, reason: "" });
  const command = useOnce();
  const submit = async () => {
    const done = await command.run((idempotencyKey) =>
      post<SheetView>(
        `/api/expert/assignments/${sheet.assignment.id}/recusal`,
        { ...typed, reason: typed.reason.trim() } satisfies Recusal,
        { idempotencyKey },
      ),
    );
    if (!done) return;
    showToast(t("recuse.done"));
    onDone(done);
  };
  return (
    <FormDialog
      title={t("recuse.title")}
      submitText={t("recuse.confirm")}
      danger
      ready={typed.reason.trim().length >= 2}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("recuse.lead")}</p>
      <Checkbox checked={typed.conflict} onChange={(event) => setTyped({ ...typed, conflict: event.target.checked })}>
        {t("recuse.conflict")}
      </Checkbox>
      <TextAreaField
        label={t("reason")}
        hint={t("recuse.reasonHint")}
        required
        rows={3}
        maxLength={1000}
        value={typed.reason}
        onChange={(value) => setTyped({ ...typed, reason: value })}
      />
    </FormDialog>
  );
}
