import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Link } from "wouter";
import "./controls.css";

export interface ButtonLook {
  tone?: "default" | "primary" | "danger" | "text";
  size?: "default" | "small";
}

function classOf({ tone = "default", size = "default" }: ButtonLook, extra?: string): string {
  return [
    "sb-button",
    tone === "default" ? "" : `sb-button--${tone}`,
    size === "small" ? "sb-button--small" : "",
    extra ?? "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** A button. `busy` shows a spinner and refuses further clicks, but keeps the focus (unlike `disabled`). */
export function Button({
  tone,
  size,
  busy = false,
  className,
  children,
  onClick,
  type = "button",
  ref,
  ...rest
}: ButtonLook & { busy?: boolean; ref?: Ref<HTMLButtonElement> } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      className={classOf({ tone, size }, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <span className="sb-button__busy" aria-hidden="true" />}
      {children}
    </button>
  );
}

/** A link that looks like a button; for going somewhere, never for doing something. */
export function LinkButton({
  to,
  children,
  className,
  ...look
}: ButtonLook & { to: string; children: ReactNode; className?: string }) {
  return (
    <Link href={to} className={classOf(look, className)}>
      {children}
    </Link>
  );
}
