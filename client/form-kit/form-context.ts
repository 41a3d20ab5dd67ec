import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { Flag } from "../../core/contracts/declarations.ts";
import type { RoundForm } from "../../core/contracts/programmes.ts";
import type { EvidenceRequirement, FieldSchema, Section } from "../../core/forms/form-document.ts";
import type { AnswerStore, FieldState } from "./answer-store.ts";
import type { OfferBook } from "./offer-book.ts";

/** What an indicator of the catalogue says beside the fields that point at it. */
export type IndicatorNote = RoundForm["indicators"][string];

/**
 * Everything the parts of a form share. The object stays the same while one declaration is filled in: values travel by
 * the store, never by this context, so that nothing re-renders because of it.
 */
export interface FormShared {
  store: AnswerStore;
  fields: Readonly<Record<string, FieldSchema>>;
  /** Fields and `all`: what may be changed now. */
  editable: "all" | "none" | ReadonlySet<string>;
  calculated: ReadonlySet<string>;
  /** Evidence a field calls for. */
  evidenceFor: (field: string) => readonly EvidenceRequirement[];
  /** Where that evidence is handed in. */
  evidenceHref: (requirement: string) => string;
  indicator: (id: string) => IndicatorNote | undefined;
  flagsFor: (field: string) => readonly Flag[];
  /** Earlier values that may be taken; left out where nothing is filled in. */
  offers?: OfferBook;
  /** The year the form is about. */
  reportYear?: number;
}

const FormContext = createContext<FormShared | null>(null);
export const FormProvider = FormContext.Provider;

export function useFormShared(): FormShared {
  const shared = useContext(FormContext);
  if (!shared) throw new Error("a form part stands outside FormProvider");
  return shared;
}

/** The section being shown, and how. */
export interface SectionShown {
  section: Section;
  view: "fields" | "sentences";
}

const SectionContext = createContext<SectionShown | null>(null);
export const SectionProvider = SectionContext.Provider;

export function useSectionShown(): SectionShown {
  const shown = useContext(SectionContext);
  if (!shown) throw new Error("a form part stands outside SectionProvider");
  return shown;
}

/** True for a control that stands inside a sentence: its label is only spoken. */
const InlineContext = createContext(false);
export const InlineProvider = InlineContext.Provider;

export function useInline(): boolean {
  return useContext(InlineContext);
}

/** The answer of one field; re-renders only when it changes. */
export function useAnswer(field: string): unknown {
  const { store } = useFormShared();
  return useSyncExternalStore(
    useCallback((listener) => store.subscribeTo(field, listener), [store, field]),
    () => store.answer(field),
  );
}

/** What holds for one field now. */
export function useFieldState(field: string): FieldState {
  const { store } = useFormShared();
  return useSyncExternalStore(
    useCallback((listener) => store.subscribeTo(field, listener), [store, field]),
    () => store.field(field),
  );
}

/** Findings of a field that may be said now. */
export function useShownFindings(field: string): FieldState["findings"] {
  const { store } = useFormShared();
  return useSyncExternalStore(
    useCallback((listener) => store.subscribeTo(field, listener), [store, field]),
    () => (store.shows(field) ? store.field(field).findings : noFindings),
  );
}

const noFindings: FieldState["findings"] = [];

/** Id of a field's control in the page; findings and links point at it. */
export function controlId(field: string): string {
  return `field-${field}`;
}

/** What a control of a field needs: value, how to commit, and the attributes that tie it to label, hints and findings. */
export interface Control {
  value: unknown;
  locked: boolean;
  commit: (value: unknown) => void;
  touch: () => void;
  attributes: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": true | undefined;
    "aria-required": true | undefined;
  };
}

/** Whether a field may be changed now: the state of the declaration, the definition, or a calculation may forbid it. */
export function useLocked(field: string): boolean {
  const { editable, calculated } = useFormShared();
  const state = useFieldState(field);
  if (calculated.has(field) || state.readonly || editable === "none") return true;
  return editable !== "all" && !editable.has(field);
}

/** Why a field cannot be changed, where the page as a whole does not say it already. */
export function useLockReason(field: string): "calculated" | "locked" | null {
  const { editable, calculated } = useFormShared();
  const locked = useLocked(field);
  if (calculated.has(field)) return "calculated";
  return locked && editable !== "none" ? "locked" : null;
}

export function useControl(field: string): Control {
  const { store, fields, evidenceFor, flagsFor } = useFormShared();
  const inline = useInline();
  const value = useAnswer(field);
  const state = useFieldState(field);
  const findings = useShownFindings(field);
  const locked = useLocked(field);
  const id = controlId(field);
  const schema = fields[field];
  const reason = useLockReason(field);
  const hinted = !inline && Boolean(schema?.description || evidenceFor(field).length > 0 || reason);
  const described = [
    findings.length > 0 ? `${id}-findings` : "",
    flagsFor(field).length > 0 ? `${id}-flags` : "",
    hinted ? `${id}-hint` : "",
  ].filter(Boolean);
  return {
    value,
    locked,
    commit: useCallback((next) => store.commit(field, next), [store, field]),
    touch: useCallback(() => store.touch(field), [store, field]),
    attributes: {
      id,
      "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
      "aria-invalid": findings.some((finding) => finding.level === "error") ? true : undefined,
      "aria-required": state.required || undefined,
    },
  };
}
