import { TextField } from "./labelled-controls.tsx";
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
    <TextField
      label={label}
      hint={hint}
      minLength={18}
      maxLength={18}
      autoComplete="off"
      value={value}
      onChange={onType}
    />
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
      <TextField
        label={t("employer")}
        hint={t("employerHint")}
        required
        minLength={2}
        maxLength={120}
        value={typed.employerName}
        onChange={(value) => onType({ employerName: value })}
      />
      <CreditCodeField
        label={t("employerCode")}
        hint={t("employerCodeHint")}
        value={typed.employerCreditCode}
        onType={(employerCreditCode) => onType({ employerCreditCode })}
      />
      <TextField
        label={t("expertise")}
        hint={t("expertiseHint")}
        value={typed.fields}
        onChange={(value) => onType({ fields: value })}
      />
    </>
  );
}
