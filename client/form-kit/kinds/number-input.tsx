import type { FieldSchema } from "../../../core/forms/form-document.ts";
import { controlId, useControl, useInline } from "../form-context.ts";
import { numberEcho, numberText, parseNumber } from "../number-text.ts";
import { useFormText } from "../text.ts";
import { useDraft } from "../use-draft.ts";
import type { KindProps } from "./kind.ts";

/** The unit as printed, spoken with the field, and an echo that helps to notice a slipped zero. */
export function NumberField({ field, schema }: KindProps) {
  const t = useFormText();
  const control = useControl(field);
  const inline = useInline();
  const draft = useDraft<HTMLInputElement>(
    numberText(control.value),
    (text) => control.commit(parseNumber(text)),
    control.touch,
  );
  const unit = (schema as Extract<FieldSchema, { type: "number" | "integer" }>)["x-unit"];
  const id = controlId(field);
  const echo = numberEcho(control.value, unit);
  const described = [
    control.attributes["aria-describedby"],
    unit ? `${id}-unit` : undefined,
    echo && !inline ? `${id}-echo` : undefined,
  ].filter(Boolean);
  const input = (
    <input
      {...control.attributes}
      {...draft}
      aria-describedby={described.length > 0 ? described.join(" ") : undefined}
      className="sb-input sb-input--number"
      inputMode="decimal"
      autoComplete="off"
      title={inline ? (echo ?? undefined) : undefined}
      readOnly={control.locked}
    />
  );
  if (inline) {
    return (
      <>
        {input}
        {unit && (
          <span className="sb-visually-hidden" id={`${id}-unit`}>
            {t("unitOf", { unit })}
          </span>
        )}
      </>
    );
  }
  return (
    <>
      {unit ? (
        <span className="sb-affix sb-fk-medium">
          {input}
          <span className="sb-affix__unit" id={`${id}-unit`}>
            {unit}
          </span>
        </span>
      ) : (
        <span className="sb-fk-medium">{input}</span>
      )}
      {/* The line is kept free, so that an echo does not push the page down. */}
      <div className="sb-fk-echo" id={echo ? `${id}-echo` : undefined}>
        {echo}
      </div>
    </>
  );
}
