import { type FormEvent, type ReactNode, useId } from "react";
import type { Finding, LocalText } from "../../core/problems/finding.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useUiText } from "./text.ts";

/**
 * A dialog that asks for something and sends it: fields, what the server refused above them, and one button. What was
 * typed stays until it is taken; while it is being sent it cannot be sent again.
 */
export function FormDialog({
  title,
  shape,
  submitText,
  danger = false,
  ready = true,
  busy,
  problem,
  onClose,
  onSubmit,
  children,
}: {
  title: ReactNode;
  shape?: "wide";
  submitText: ReactNode;
  danger?: boolean;
  /** False while something is missing that the browser itself does not ask for. */
  ready?: boolean;
  busy: boolean;
  problem: { text: LocalText; findings: readonly Finding[]; requestId: string | null } | null;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const t = useUiText();
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onSubmit();
  };
  return (
    <Dialog
      open
      {...(shape && { shape })}
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button tone={danger ? "danger" : "primary"} type="submit" form={formId} busy={busy} disabled={!ready}>
            {submitText}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <ProblemAlert problem={problem} />
        {children}
      </form>
    </Dialog>
  );
}
