import { type FormEvent, useId, useState } from "react";
import type { Recusal, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Checkbox, Field, TextArea } from "../../ui/field.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
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
  const formId = useId();
  const [typed, setTyped] = useState<Recusal>({ conflict: true, reason: "" });
  const command = useOnce();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
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
    <Dialog
      open
      title={t("recuse.title")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            tone="danger"
            type="submit"
            form={formId}
            busy={command.busy}
            disabled={typed.reason.trim().length < 2}
          >
            {t("recuse.confirm")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p>{t("recuse.lead")}</p>
        <ProblemAlert problem={command.problem} />
        <Checkbox checked={typed.conflict} onChange={(event) => setTyped({ ...typed, conflict: event.target.checked })}>
          {t("recuse.conflict")}
        </Checkbox>
        <Field label={t("reason")} hint={t("recuse.reasonHint")} required>
          {(control) => (
            <TextArea
              {...control}
              required
              rows={3}
              maxLength={1000}
              value={typed.reason}
              onChange={(event) => setTyped({ ...typed, reason: event.target.value })}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
