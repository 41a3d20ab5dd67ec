import { type ReactNode, useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
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
  const [typed, setTyped] = useState("");
  const reason = typed.trim();
  return (
    <FormDialog
      title={title}
      submitText={confirmText}
      danger={danger}
      ready={ready && (!required || reason.length >= 2)}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => onConfirm(reason)}
    >
      {children}
      {required && (
        <TextAreaField
          label={t("reason")}
          hint={hint}
          required
          rows={2}
          maxLength={1000}
          value={typed}
          onChange={setTyped}
        />
      )}
    </FormDialog>
  );
}
