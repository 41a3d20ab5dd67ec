import { useState } from "react";
import type { FieldSchema } from "../../../core/forms/form-document.ts";
import { Button } from "../../ui/button.tsx";
import { controlId, useControl } from "../form-context.ts";
import { useFormText } from "../text.ts";
import { useDraft } from "../use-draft.ts";
import type { KindProps } from "./kind.ts";

type StringField = Extract<FieldSchema, { type: "string" }>;

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function answerOf(text: string): string | undefined {
  return text.trim() === "" ? undefined : text;
}

/** How the platform helps with typing, by named format. */
const typing: Readonly<Record<string, { inputMode: "tel" | "email" | "url" | "numeric" } | undefined>> = {
  mobile: { inputMode: "tel" },
  phone: { inputMode: "tel" },
  postcode: { inputMode: "numeric" },
  email: { inputMode: "email" },
  url: { inputMode: "url" },
};

/** One line of text. A sentence's blank grows with what stands in it. */
export function TextField({ field, schema }: KindProps) {
  const control = useControl(field);
  const draft = useDraft<HTMLInputElement>(
    textOf(control.value),
    (text) => control.commit(answerOf(text)),
    control.touch,
  );
  const { format, maxLength } = schema as StringField;
  return (
    <input
      {...control.attributes}
      {...(format ? typing[format] : undefined)}
      {...draft}
      className="sb-input"
      readOnly={control.locked}
      maxLength={maxLength}
      autoComplete="off"
    />
  );
}

/** The count is a part of its own, so that only it follows every key. */
function Count({ id, count, max }: { id: string; count: number; max: number }) {
  const t = useFormText();
  return (
    <div id={id} className={`sb-fk-count${count > max ? " sb-fk-count--over" : ""}`}>
      {t("countOf", { count, max })}
    </div>
  );
}

/** A long text with its count. It may grow over the limit; the check says so, nothing is cut off. */
export function LongTextField({ field, schema }: KindProps) {
  const control = useControl(field);
  const stored = textOf(control.value);
  const [typedLength, setTypedLength] = useState<number | null>(null);
  const draft = useDraft<HTMLTextAreaElement>(
    stored,
    (text) => control.commit(answerOf(text)),
    () => {
      setTypedLength(null);
      control.touch();
    },
    (text) => setTypedLength(text.length),
  );
  const { maxLength } = schema as StringField;
  const countId = `${controlId(field)}-count`;
  const described = [control.attributes["aria-describedby"], maxLength ? countId : undefined].filter(Boolean).join(" ");
  return (
    <>
      <textarea
        {...control.attributes}
        {...draft}
        aria-describedby={described || undefined}
        className="sb-input sb-fk-long"
        rows={Math.min(16, Math.max(4, Math.ceil(stored.length / 40) + 1))}
        readOnly={control.locked}
      />
      {maxLength && <Count id={countId} count={typedLength ?? stored.length} max={maxLength} />}
    </>
  );
}

/** All but the first three and the last four characters are hidden. */
function masked(text: string): string {
  return text.length <= 7
    ? "•".repeat(text.length)
    : `${text.slice(0, 3)}${"•".repeat(text.length - 7)}${text.slice(-4)}`;
}

/** An ID number or telephone: hidden from people looking over the shoulder unless it is being typed or asked for. */
export function SensitiveField({ field, schema }: KindProps) {
  const t = useFormText();
  const control = useControl(field);
  const [asked, setAsked] = useState(false);
  const [focused, setFocused] = useState(false);
  const stored = textOf(control.value);
  const draft = useDraft<HTMLInputElement>(
    asked || focused ? stored : masked(stored),
    (text) => control.commit(answerOf(text.trim())),
    control.touch,
  );
  const { maxLength, "x-sensitive": kind } = schema as StringField;
  return (
    <span className="sb-fk-row">
      <input
        {...control.attributes}
        {...draft}
        className="sb-input"
        readOnly={control.locked}
        autoComplete="off"
        maxLength={maxLength}
        inputMode={kind === "phone" ? "tel" : undefined}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          draft.onBlur();
        }}
      />
      <Button size="small" aria-pressed={asked} aria-controls={controlId(field)} onClick={() => setAsked(!asked)}>
        {asked ? t("hide") : t("show")}
      </Button>
    </span>
  );
}

/** A day, by the platform's own picker. */
export function DateField({ field }: KindProps) {
  const control = useControl(field);
  const draft = useDraft<HTMLInputElement>(
    textOf(control.value),
    (text) => control.commit(answerOf(text)),
    control.touch,
  );
  return (
    <input
      {...control.attributes}
      {...draft}
      type="date"
      className="sb-input sb-fk-short"
      min="1900-01-01"
      max="2100-12-31"
      readOnly={control.locked}
    />
  );
}

/** Year and month; browsers without a month picker offer a plain input that takes `2024-05`. */
export function YearMonthField({ field }: KindProps) {
  const control = useControl(field);
  const draft = useDraft<HTMLInputElement>(
    textOf(control.value),
    (text) => control.commit(answerOf(text)),
    control.touch,
  );
  return (
    <input
      {...control.attributes}
      {...draft}
      type="month"
      className="sb-input sb-fk-short"
      placeholder="YYYY-MM"
      readOnly={control.locked}
    />
  );
}
