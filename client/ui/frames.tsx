import { type ReactNode, useEffect } from "react";
import { Link, useLocation } from "wouter";
import { useWide } from "./use-wide.ts";
import "./frames.css";

/** Title of the page in the window and as h1, with what leads back and what can be done. */
export function PageHead({
  title,
  lead,
  back,
  actions,
}: {
  title: string;
  lead?: ReactNode;
  back?: { to: string; label: string };
  actions?: ReactNode;
}) {
  useEffect(() => {
    document.title = title;
  });
  return (
    <div className="sb-page-head">
      <div>
        {back && (
          <Link href={back.to} className="sb-page-head__back">
            ← {back.label}
          </Link>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <div className="sb-page-head__lead">{lead}</div>}
      </div>
      {actions && <div className="sb-page-head__actions sb-no-print">{actions}</div>}
    </div>
  );
}

/** Lists, public pages and everything without side columns. `form` narrows to reading width. */
export function PageFrame({
  width = "wide",
  children,
}: {
  width?: "wide" | "form" | "narrow" | "board";
  children: ReactNode;
}) {
  return <div className={`sb-page${width === "wide" ? "" : ` sb-page--${width}`}`}>{children}</div>;
}

/**
 * A task with a list of parts left and, if there is something to show, findings right. In a narrow window the list is
 * folded above the part that is open, and folds again when another is chosen.
 */
export function TaskFrame({
  head,
  left,
  leftLabel,
  right,
  children,
}: {
  head: ReactNode;
  left: ReactNode;
  leftLabel: string;
  right?: ReactNode;
  children: ReactNode;
}) {
  const wide = useWide(761);
  const [location] = useLocation();
  return (
    <div className="sb-page">
      {head}
      <div className={`sb-task${right ? " sb-task--aside" : ""}`}>
        <nav className="sb-task__left sb-no-print" aria-label={leftLabel}>
          {wide ? (
            left
          ) : (
            <details key={location} className="sb-task__fold">
              <summary>{leftLabel}</summary>
              {left}
            </details>
          )}
        </nav>
        <div>{children}</div>
        {right && <aside className="sb-task__right">{right}</aside>}
      </div>
    </div>
  );
}

/** Filters above a table, and a side panel that opens beside it. */
export function QueueFrame({
  head,
  filters,
  side,
  children,
}: {
  head: ReactNode;
  filters?: ReactNode;
  side?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="sb-page">
      {head}
      {filters && <div className="sb-panel sb-filters sb-no-print">{filters}</div>}
      <div className={`sb-queue${side ? " sb-queue--open" : ""}`}>
        <div>{children}</div>
        {side && <aside>{side}</aside>}
      </div>
    </div>
  );
}

/** Structure left, work in the middle, inspector right; the whole width. */
export function EditorFrame({
  head,
  left,
  right,
  children,
}: {
  head: ReactNode;
  left: ReactNode;
  right: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="sb-page sb-page--board">
      {head}
      <div className="sb-editor">
        <div>{left}</div>
        <div>{children}</div>
        <aside>{right}</aside>
      </div>
    </div>
  );
}
