import type { InputHTMLAttributes, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { ClockInput, Field, type FieldProps, Input, Select, type SelectOption, TextArea } from "./field.tsx";

/** What a labelled control takes beside its own attributes: the words around it, its value and who hears of a new one. */
interface Labelled extends Omit<FieldProps, "children" | "required"> {
  /** Marked as required, and the browser asks for it before it sends. */
  required?: boolean | undefined;
  /** Marked as required alone: the form itself says when it is missing. */
  marked?: boolean | undefined;
  value: string;
  onChange: (value: string) => void;
}

type Own<Attributes> = Labelled & Omit<Attributes, keyof Labelled | "id">;

/** Takes the words around a control off its own attributes. */
function apart<Rest>({ label, hint, error, optionalText, marked, ...own }: Labelled & Rest) {
  const field = {
    label,
    hint,
    error,
    required: (marked || own.required) ?? false,
    ...(optionalText && { optionalText }),
  };
  return { field, own };
}

export function TextField(props: Own<InputHTMLAttributes<HTMLInputElement>>) {
  const { field, own } = apart(props);
  const { onChange, ...rest } = own;
  return (
    <Field {...field}>
      {(control) => <Input {...control} {...rest} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

export function TextAreaField(props: Own<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const { field, own } = apart(props);
  const { onChange, ...rest } = own;
  return (
    <Field {...field}>
      {(control) => <TextArea {...control} {...rest} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** A day and time on a wall clock, see ClockInput. */
export function ClockField(props: Own<InputHTMLAttributes<HTMLInputElement>>) {
  const { field, own } = apart(props);
  const { onChange, ...rest } = own;
  return <Field {...field}>{(control) => <ClockInput {...control} {...rest} onValue={onChange} />}</Field>;
}

export function SelectField(
  props: Own<SelectHTMLAttributes<HTMLSelectElement>> & { options: readonly SelectOption[]; placeholder?: string },
) {
  const { field, own } = apart(props);
  const { onChange, ...rest } = own;
  return (
    <Field {...field}>
      {(control) => <Select {...control} {...rest} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
