import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import "./dialog.css";

/**
 * A button that opens a short list of links and actions (a disclosure, not an ARIA menu: Tab moves through it as through
 * everything else). Closes on Escape, on a choice, and when the focus or a click goes elsewhere.
 */
export function Menu({ label, children }: { label: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      root.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [open]);
  return (
    <div className="sb-menu" ref={root}>
      <Button tone="text" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        <span aria-hidden="true">▾</span>
      </Button>
      {open && (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: catches the bubbling click of the entries
        <div className="sb-menu__list" onClick={() => setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  );
}
