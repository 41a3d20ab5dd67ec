import { Field, Input } from "./field.tsx";
import { readTags, tagsText } from "./tags-text.ts";
import { useUiText } from "./text.ts";

/** Where somebody works and what they know, as it is typed. */
export interface TypedEmployer {
  employerName: string;
  employerCreditCode: string;
  fields: string;
}

interface Employer {
  employerName: string | null;
  employerCreditCode: string | null;
  fields: string[];
}

/** What stands in the inputs for what is known; blanks for nothing. */
export function typeEmployer(known: Employer | null): TypedEmployer {
  return {
    employerName: known?.employerName ?? "",
    employerCreditCode: known?.employerCreditCode ?? "",
    fields: tagsText(known?.fields ?? []),
  };
}

/** What was typed, as it is sent. */
export function readEmployer({ employerName, employerCreditCode, fields }: TypedEmployer): Employer {
  return {
    employerName: employerName.trim() || null,
    employerCreditCode: readCreditCode(employerCreditCode) || null,
    fields: readTags(fields),
  };
}

export function readCreditCode(typed: string): string {
  return typed.trim().toUpperCase();
}

/** A unified social credit code, 18 characters or none. */
export function CreditCodeField({
  label,
  hint,
  value,
  onType,
}: {
  label: string;
  hint: string;
  value: string;
  onType: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          minLength={18}
          maxLength={18}
          autoComplete="off"
          value={value}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Employer and fields of an expert: the expert types the same that the keeper of the pool does. */
export function EmployerFields({
  typed,
  onType,
}: {
  typed: TypedEmployer;
  onType: (change: Partial<TypedEmployer>) => void;
}) {
  const t = useUiText();
  return (
    <>
      <Field label={t("employer")} hint={t("employerHint")} required>
        {(control) => (
          <Input
            {...control}
            required
            minLength={2}
            maxLength={120}
            value={typed.employerName}
            onChange={(event) => onType({ employerName: event.target.value })}
          />
        )}
      </Field>
      <CreditCodeField
        label={t("employerCode")}
        hint={t("employerCodeHint")}
        value={typed.employerCreditCode}
        onType={(employerCreditCode) => onType({ employerCreditCode })}
      />
      <Field label={t("expertise")} hint={t("expertiseHint")}>
        {(control) => (
          <Input {...control} value={typed.fields} onChange={(event) => onType({ fields: event.target.value })} />
        )}
      </Field>
    </>
  );
}
