import { useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { useUiText } from "./text.ts";
import "./dialog.css";

/** Short news at the edge of the window. Errors stay until closed; the rest goes after six seconds. */
export interface Toast {
  id: number;
  tone: "ok" | "info" | "bad";
  text: string;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast from anywhere in the client. */
export function showToast(text: string, tone: Toast["tone"] = "ok"): void {
  lastId += 1;
  const id = lastId;
  publish([...toasts.slice(-3), { id, tone, text }]);
  if (tone !== "bad") setTimeout(() => dismissToast(id), 6000);
}

export function dismissToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The place where toasts appear; once in the app. The region stays in the page, so that it is announced. */
export function ToastArea() {
  const t = useUiText();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section className="sb-toasts sb-no-print" aria-live="polite" aria-label={t("notice")}>
      {shown.map((toast) => (
        <div key={toast.id} className={`sb-toast sb-toast--${toast.tone}`}>
          <span className="sb-toast__text">{toast.text}</span>
          <Button tone="text" size="small" aria-label={t("close")} onClick={() => dismissToast(toast.id)}>
            ✕
          </Button>
        </div>
      ))}
    </section>
  );
}
