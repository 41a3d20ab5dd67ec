import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { useUiText } from "./text.ts";
import "./dialog.css";

/**
 * A modal dialog on the platform's `<dialog>`: the browser keeps the focus inside, makes the page inert and gives the
 * focus back. `shape="side"` is the drawer of queues. Without `onClose` it cannot be dismissed.
 */
export function Dialog({
  open,
  title,
  onClose,
  shape = "centre",
  footer,
  children,
}: {
  open: boolean;
  title: ReactNode;
  onClose?: () => void;
  shape?: "centre" | "wide" | "side";
  footer?: ReactNode;
  children: ReactNode;
}) {
  const t = useUiText();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  // Taken out of the page while open, a dialog would drop the focus: closed first, it gives it back to its opener.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`sb-dialog${shape === "centre" ? "" : ` sb-dialog--${shape}`}`}
      aria-labelledby={open ? titleId : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      {open && (
        <>
          <div className="sb-dialog__head">
            <h2 id={titleId}>{title}</h2>
            {onClose && (
              <Button tone="text" size="small" onClick={onClose} aria-label={t("close")}>
                ✕
              </Button>
            )}
          </div>
          <div className="sb-dialog__body">{children}</div>
          {footer && <div className="sb-dialog__foot">{footer}</div>}
        </>
      )}
    </dialog>
  );
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({
  open,
  title,
  children,
  confirmText,
  danger = false,
  busy = false,
  onConfirm,
  onCancel,
}: {
  open: boolean;
  title: ReactNode;
  children: ReactNode;
  confirmText?: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const t = useUiText();
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{t("cancel")}</Button>
          <Button tone={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
            {confirmText ?? t("confirm")}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
