import type { FieldSchema } from "../../../core/forms/form-document.ts";
import type { Locale } from "../../../core/problems/finding.ts";
import { useLocale } from "../../ui/i18n.ts";
import { controlId, useControl, useInline } from "../form-context.ts";
import { useFormText } from "../text.ts";
import type { KindProps } from "./kind.ts";

interface Choice {
  const: string | number | boolean;
  title: string;
  "x-en"?: string | undefined;
}

export function choiceTitle(choice: Choice, locale: Locale): string {
  return (locale === "en" ? choice["x-en"] : undefined) ?? choice.title;
}

/** Radios of one question, with a way to take the answer back. */
function Radios({
  field,
  options,
}: {
  field: string;
  options: readonly { value: unknown; key: string; label: string }[];
}) {
  const t = useFormText();
  const control = useControl(field);
  const inline = useInline();
  const { id, ...state } = control.attributes;
  const chosen = control.value !== undefined && control.value !== null;
  return (
    <span
      className={`sb-choices${inline ? " sb-fk-inline-choices" : ""}`}
      id={id}
      role="radiogroup"
      tabIndex={-1}
      aria-labelledby={`${id}-label`}
      {...state}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) control.touch();
      }}
    >
      {options.map((option) => (
        <label key={option.key} className={`sb-choice${control.locked ? " sb-choice--disabled" : ""}`}>
          <input
            type="radio"
            name={id}
            checked={Object.is(control.value, option.value)}
            disabled={control.locked}
            onChange={() => control.commit(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
      {chosen && !control.locked && (
        <button type="button" className="sb-fk-clear" onClick={() => control.commit(undefined)}>
          {t("clear")}
        </button>
      )}
    </span>
  );
}

/** 是 / 否. Never answered in advance: neither is chosen until the person does. */
export function BooleanField({ field }: KindProps) {
  const t = useFormText();
  return (
    <Radios
      field={field}
      options={[
        { value: true, key: "yes", label: t("yes") },
        { value: false, key: "no", label: t("no") },
      ]}
    />
  );
}

type ChoiceSchema = Extract<FieldSchema, { type: "string" }>;

/** Few choices, all visible. */
export function RadioField({ field, schema }: KindProps) {
  const locale = useLocale();
  const choices = (schema as ChoiceSchema).oneOf ?? [];
  return (
    <Radios
      field={field}
      options={choices.map((choice) => ({
        value: choice.const,
        key: String(choice.const),
        label: choiceTitle(choice, locale),
      }))}
    />
  );
}

/** Many choices in a list. */
export function SelectField({ field, schema }: KindProps) {
  const t = useFormText();
  const locale = useLocale();
  const control = useControl(field);
  const choices = (schema as ChoiceSchema).oneOf ?? [];
  const at = choices.findIndex((choice) => Object.is(choice.const, control.value));
  return (
    <select
      {...control.attributes}
      className="sb-input sb-fk-medium"
      value={at < 0 ? "" : String(at)}
      disabled={control.locked}
      onBlur={control.touch}
      onChange={(event) => control.commit(choices[Number(event.target.value || "-1")]?.const)}
    >
      <option value="">{t("choose")}</option>
      {choices.map((choice, index) => (
        <option key={String(choice.const)} value={index}>
          {choiceTitle(choice, locale)}
        </option>
      ))}
    </select>
  );
}

/** Ticks. The answer keeps the printed order, whatever order they were ticked in. */
export function TicksField({ field, schema }: KindProps) {
  const locale = useLocale();
  const control = useControl(field);
  const inline = useInline();
  const choices = (schema as { items: { oneOf: readonly Choice[] } }).items.oneOf;
  const chosen = Array.isArray(control.value) ? (control.value as unknown[]) : [];
  const toggle = (value: Choice["const"], on: boolean) => {
    const next = choices.map((choice) => choice.const).filter((one) => (one === value ? on : chosen.includes(one)));
    control.commit(next.length > 0 ? next : undefined);
  };
  // A group has no required or invalid state of its own; the findings are in its description.
  const { id, "aria-describedby": describedBy } = control.attributes;
  return (
    // biome-ignore lint/a11y/useSemanticElements: stands inside a sentence, where a fieldset may not
    <span
      className={`sb-choices${inline ? " sb-fk-inline-choices" : ""}`}
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={`${controlId(field)}-label`}
      aria-describedby={describedBy}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) control.touch();
      }}
    >
      {choices.map((choice) => (
        <label key={String(choice.const)} className={`sb-choice${control.locked ? " sb-choice--disabled" : ""}`}>
          <input
            type="checkbox"
            checked={chosen.includes(choice.const)}
            disabled={control.locked}
            onChange={(event) => toggle(choice.const, event.target.checked)}
          />
          <span>{choiceTitle(choice, locale)}</span>
        </label>
      ))}
    </span>
  );
}
