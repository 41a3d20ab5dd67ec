import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useText } from "./text.ts";

/** A command of the owner that goes on record with a reason. */
export function ReasonDialog({
  title,
  confirmText,
  hint,
  danger = false,
  ready = true,
  required = true,
  busy,
  problem,
  onClose,
  onConfirm,
  children,
}: {
  title: string;
  confirmText: string;
  hint: string;
  danger?: boolean;
  /** False while something else in the dialog is missing. */
  ready?: boolean;
  required?: boolean;
  busy: boolean;
  problem: ApiProblem | null;
  onClose: () => void;
  onConfirm: (reason: string) => void;
  children?: ReactNode;
}) {
  const t = useText();
  const formId = useId();
  const [typed, setTyped] = useState("");
  const reason = typed.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm(reason);
  };
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            tone={danger ? "danger" : "primary"}
            type="submit"
            form={formId}
            busy={busy}
            disabled={!ready || (required && reason.length < 2)}
          >
            {confirmText}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <ProblemAlert problem={problem} />
        {children}
        {required && (
          <Field label={t("reason")} hint={hint} required>
            {(control) => (
              <TextArea
                {...control}
                required
                rows={2}
                maxLength={1000}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
      </form>
    </Dialog>
  );
}
