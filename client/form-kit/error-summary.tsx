import { type Ref, useCallback } from "react";
import type { Finding } from "../../core/problems/finding.ts";
import { useLocale } from "../ui/i18n.ts";
import { fieldOfPointer } from "./engine.ts";
import { controlId } from "./form-context.ts";
import { useFormText } from "./text.ts";

/** Moves the focus to what a finding is about: a cell of a table, else the field. */
export function focusPointer(pointer: string): boolean {
  const [, field = "", row, column] = pointer.split("/");
  const cell = row !== undefined && column ? document.getElementById(`${controlId(field)}-${row}-${column}`) : null;
  const target = cell ?? document.getElementById(controlId(fieldOfPointer(pointer)));
  if (!target) return false;
  const inner = target.tabIndex < 0 && target.tagName === "SPAN" ? target.querySelector<HTMLElement>("input") : null;
  (inner ?? target).focus();
  target.scrollIntoView({ block: "center" });
  return true;
}

/**
 * What is wrong in a section, each with a link to its field. It takes the focus when a check was asked for (give it a
 * ref and call focus), and it is announced.
 */
export function ErrorSummary({
  findings,
  onGo = focusPointer,
  ref,
}: {
  findings: readonly Finding[];
  /** Goes to a finding's field; the default is for fields in this page. */
  onGo?: (pointer: string) => void;
  ref?: Ref<HTMLDivElement>;
}) {
  const t = useFormText();
  const locale = useLocale();
  const go = useCallback((pointer: string) => onGo(pointer), [onGo]);
  const errors = findings.filter((finding) => finding.level === "error");
  const others = findings.filter((finding) => finding.level !== "error");
  const sorted = [...errors, ...others];
  const title =
    errors.length > 0
      ? t("findings.title", { count: errors.length })
      : others.length > 0
        ? t("findings.warnings", { count: others.length })
        : t("findings.none");
  const tone = errors.length > 0 ? "bad" : others.length > 0 ? "warn" : "ok";
  return (
    <div ref={ref} tabIndex={-1} role="alert" className={`sb-alert sb-alert--${tone} sb-fk-summary`}>
      <div className="sb-alert__body">
        <h2>{title}</h2>
        {sorted.length > 0 && <p className="sb-small">{t("findings.lead")}</p>}
        {sorted.length > 0 && (
          <ul>
            {sorted.slice(0, 50).map((finding) => (
              <li key={`${finding.pointer} ${finding.code}`}>
                {finding.level !== "error" && <strong>{t(`findings.${finding.level}`)} </strong>}
                <a
                  href={`#${controlId(fieldOfPointer(finding.pointer))}`}
                  onClick={(event) => {
                    event.preventDefault();
                    go(finding.pointer);
                  }}
                >
                  {finding.message[locale]}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
