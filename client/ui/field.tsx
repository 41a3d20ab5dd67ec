import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import "./controls.css";

/** What a control inside a Field must spread: its id, its description and its state. */
export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  /** Text beside the label of a field that may stay empty. */
  optionalText?: string;
  children: (control: ControlProps) => ReactNode;
}

/** Label, control, hint and error, tied together for screen readers. The control is given as a function. */
export function Field({ label, hint, error, required, optionalText, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="sb-field">
      <label className="sb-field__label" htmlFor={id}>
        {required && (
          <span className="sb-field__mark" aria-hidden="true">
            *
          </span>
        )}
        {label}
        {optionalText && <span className="sb-field__optional">{optionalText}</span>}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
        "aria-required": required || undefined,
      })}
      {error && (
        <div className="sb-field__error" id={`${id}-error`}>
          {error}
        </div>
      )}
      {hint && (
        <div className="sb-field__hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}

export function Input({
  className = "",
  ref,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...rest} ref={ref} className={`sb-input ${className}`} />;
}

/** A day and time on a wall clock (`instantOf`). Years have four digits: browsers take more, and nothing reads those. */
export function ClockInput({
  onValue,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, "onChange"> & { onValue: (value: string) => void }) {
  return (
    <Input {...rest} type="datetime-local" max="9999-12-31T23:59" onChange={(event) => onValue(event.target.value)} />
  );
}

export function TextArea({
  className = "",
  ref,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea {...rest} ref={ref} className={`sb-input ${className}`} />;
}

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

/** The platform's own select: works with keyboard, phone and screen reader as people know it. */
export function Select({
  options,
  placeholder,
  className = "",
  ref,
  ...rest
}: { options: readonly SelectOption[]; placeholder?: string; ref?: Ref<HTMLSelectElement> } & Omit<
  SelectHTMLAttributes<HTMLSelectElement>,
  "children"
>) {
  return (
    <select {...rest} ref={ref} className={`sb-input ${className}`}>
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export function Checkbox({
  children,
  disabled,
  ...rest
}: { children: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, "type">) {
  return (
    <label className={`sb-choice${disabled ? " sb-choice--disabled" : ""}`}>
      <input {...rest} type="checkbox" disabled={disabled} />
      <span>{children}</span>
    </label>
  );
}
