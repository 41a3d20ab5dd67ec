import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { useUiText } from "./text.ts";
import "./display.css";

export type Tone = "neutral" | "ok" | "warn" | "bad" | "info" | "accent";

/** A short state word. Colour never stands alone: the word says it, too. `accent` means "waits for you". */
export function Tag({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`sb-tag${tone === "neutral" ? "" : ` sb-tag--${tone}`}`}>{children}</span>;
}

const alertIcons: Record<Exclude<Tone, "neutral">, string> = {
  ok: "✓",
  warn: "!",
  bad: "✕",
  info: "i",
  accent: "→",
};

/**
 * A message in the page. `live` announces it: use "assertive" for what the person must know now, "polite" for news,
 * and leave it out for a text that was there when the page opened.
 */
export function Alert({
  tone = "info",
  title,
  live,
  action,
  children,
}: {
  tone?: Exclude<Tone, "neutral">;
  title?: ReactNode;
  live?: "polite" | "assertive";
  action?: ReactNode;
  children?: ReactNode;
}) {
  const role = live === "assertive" ? "alert" : live === "polite" ? "status" : undefined;
  return (
    <div className={`sb-alert sb-alert--${tone}`} role={role}>
      <span className="sb-alert__icon" aria-hidden="true">
        {alertIcons[tone]}
      </span>
      <div className="sb-alert__body">
        {title && <div className="sb-alert__title">{title}</div>}
        {children}
      </div>
      {action}
    </div>
  );
}

/** A white panel with an optional head. */
export function Panel({
  title,
  actions,
  children,
  id,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className="sb-panel" aria-labelledby={title && id ? `${id}-title` : undefined} id={id}>
      {(title || actions) && (
        <div className="sb-panel__head">
          {title && <h2 id={id ? `${id}-title` : undefined}>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Label and value pairs of a record. */
export function Facts({ items }: { items: readonly { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="sb-facts">
      {items.map((item, at) => (
        // The list is fixed for a record, so the place is the identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <FactRow key={at} {...item} />
      ))}
    </dl>
  );
}

function FactRow({ label, value }: { label: ReactNode; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Progress of long work, 0 to 1. */
export function Progress({ value, label }: { value: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      className="sb-progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}

/** A list or page in another state than "here it is". Say what to do next in `children` or `actions`. */
export function StateMessage({
  mark,
  title,
  isPage = false,
  children,
  actions,
}: {
  mark: string;
  title: ReactNode;
  /** True where it is all the page has to say: its title is the page's heading then. */
  isPage?: boolean;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="sb-state">
      <span className="sb-state__mark" aria-hidden="true">
        {mark}
      </span>
      {isPage ? <h1 className="sb-state__title">{title}</h1> : <div className="sb-state__title">{title}</div>}
      {children && <div>{children}</div>}
      {actions && <div className="sb-state__actions">{actions}</div>}
    </div>
  );
}

/** Nothing here yet. */
export function Empty({ title, children, actions }: { title?: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  const t = useUiText();
  return (
    <StateMessage mark="○" title={title ?? t("empty")} actions={actions}>
      {children}
    </StateMessage>
  );
}

/** Loading failed; offers another try. */
export function LoadError({
  message,
  isPage = false,
  onRetry,
}: {
  message?: ReactNode;
  isPage?: boolean;
  onRetry?: () => void;
}) {
  const t = useUiText();
  return (
    <div role="alert">
      <StateMessage
        isPage={isPage}
        mark="!"
        title={t("loadFailed")}
        actions={onRetry && <Button onClick={onRetry}>{t("retry")}</Button>}
      >
        {message ?? t("loadFailedHint")}
      </StateMessage>
    </div>
  );
}

/** Grey lines in the shape of what is coming. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const t = useUiText();
  return (
    <div role="status" className="sb-skeleton">
      <div className="sb-visually-hidden">{t("loading")}</div>
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical lines
        <span key={at} aria-hidden="true" />
      ))}
    </div>
  );
}
