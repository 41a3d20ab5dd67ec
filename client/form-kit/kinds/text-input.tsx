import { useState } from "react";
import type { FieldSchema } from "../../../core/forms/form-document.ts";
import { Button } from "../../ui/button.tsx";
import { controlId, useControl, useInline } from "../form-context.ts";
import { useFormText } from "../text.ts";
import { useDraft } from "../use-draft.ts";
import type { KindProps } from "./kind.ts";

type StringSchema = Extract<FieldSchema, { type: "string" }>;

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function answerOf(text: string): string | undefined {
  return text.trim() === "" ? undefined : text;
}

/** How the platform helps with typing, by named format. */
const typing: Readonly<
  Record<string, { type?: string; inputMode?: "tel" | "email" | "url" | "numeric"; autoComplete?: string }>
> = {
  mobile: { inputMode: "tel", autoComplete: "off" },
  phone: { inputMode: "tel", autoComplete: "off" },
  postcode: { inputMode: "numeric", autoComplete: "off" },
  email: { inputMode: "email", autoComplete: "off" },
  url: { inputMode: "url", autoComplete: "off" },
};

/** One line of text. A sentence's blank grows with what stands in it. */
export function TextField({ field, schema }: KindProps) {
  const control = useControl(field);
  const inline = useInline();
  const stored = textOf(control.value);
  const draft = useDraft(stored, (text) => control.commit(answerOf(text)), control.touch);
  const { format, maxLength } = schema as StringSchema;
  return (
    <input
      {...control.attributes}
      {...(format ? typing[format] : undefined)}
      {...draft.handlers}
      className="sb-input"
      size={inline ? Math.min(40, Math.max(8, draft.text.length * 2)) : undefined}
      value={draft.text}
      readOnly={control.locked}
      maxLength={maxLength}
    />
  );
}

/** A long text with its count. */
export function LongTextField({ field, schema }: KindProps) {
  const t = useFormText();
  const control = useControl(field);
  const draft = useDraft(textOf(control.value), (text) => control.commit(answerOf(text)), control.touch);
  const { maxLength } = schema as StringSchema;
  const countId = `${controlId(field)}-count`;
  const described = [control.attributes["aria-describedby"], maxLength ? countId : undefined].filter(Boolean).join(" ");
  return (
    <>
      <textarea
        {...control.attributes}
        {...draft.handlers}
        aria-describedby={described || undefined}
        className="sb-input"
        rows={Math.min(16, Math.max(4, Math.ceil(draft.text.length / 40) + 1))}
        value={draft.text}
        readOnly={control.locked}
      />
      {maxLength && (
        <div id={countId} className={`sb-fk-count${draft.text.length > maxLength ? " sb-fk-count--over" : ""}`}>
          {t("countOf", { count: draft.text.length, max: maxLength })}
        </div>
      )}
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
  const [shown, setShown] = useState(false);
  const [focused, setFocused] = useState(false);
  const draft = useDraft(textOf(control.value), (text) => control.commit(answerOf(text.trim())), control.touch);
  const open = shown || focused;
  return (
    <span className="sb-fk-row">
      <input
        {...control.attributes}
        {...draft.handlers}
        className="sb-input"
        value={open ? draft.text : masked(draft.text)}
        readOnly={control.locked}
        autoComplete="off"
        maxLength={(schema as StringSchema).maxLength}
        inputMode={(schema as StringSchema)["x-sensitive"] === "phone" ? "tel" : undefined}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          draft.handlers.onBlur();
        }}
      />
      <Button size="small" aria-pressed={shown} aria-controls={controlId(field)} onClick={() => setShown(!shown)}>
        {shown ? t("hide") : t("show")}
      </Button>
    </span>
  );
}

/** A day, by the platform's own picker. */
export function DateField({ field }: KindProps) {
  const control = useControl(field);
  const draft = useDraft(textOf(control.value), (text) => control.commit(answerOf(text)), control.touch);
  return (
    <input
      {...control.attributes}
      {...draft.handlers}
      type="date"
      className="sb-input sb-fk-short"
      min="1900-01-01"
      max="2100-12-31"
      value={draft.text}
      readOnly={control.locked}
    />
  );
}

/** Year and month; browsers without a month picker offer a plain input that takes `2024-05`. */
export function YearMonthField({ field }: KindProps) {
  const control = useControl(field);
  const draft = useDraft(textOf(control.value), (text) => control.commit(answerOf(text)), control.touch);
  return (
    <input
      {...control.attributes}
      {...draft.handlers}
      type="month"
      className="sb-input sb-fk-short"
      placeholder="YYYY-MM"
      value={draft.text}
      readOnly={control.locked}
    />
  );
}
