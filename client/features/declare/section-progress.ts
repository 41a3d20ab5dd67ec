import type { Flag } from "../../../core/contracts/declarations.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import { type Answers, type Evaluation, fieldOfPointer } from "../../form-kit/index.ts";

/** How far each section is: counts for the section list. */
export interface SectionProgress {
  id: string;
  visible: boolean;
  /** Visible questions a person answers, and how many are answered. */
  total: number;
  filled: number;
  /** Required ones not answered, and other errors. */
  errors: number;
  flags: number;
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

export function sectionProgress(
  form: CompiledForm,
  answers: Answers,
  evaluation: Evaluation,
  calculated: ReadonlySet<string>,
  flags: readonly Flag[],
): SectionProgress[] {
  const openFlags = flags.filter((flag) => flag.resolvedAt === null).map((flag) => fieldOfPointer(flag.pointer));
  return form.sections.map((section) => {
    const asked = section.fields.filter((field) => evaluation.fields.get(field)?.visible && !calculated.has(field));
    const inSection = new Set(section.fields);
    return {
      id: section.id,
      visible: evaluation.visibleSections.has(section.id),
      total: asked.length,
      filled: asked.filter((field) => isFilled(answers[field])).length,
      errors: evaluation.findings.filter(
        (finding) => finding.level === "error" && inSection.has(fieldOfPointer(finding.pointer)),
      ).length,
      flags: openFlags.filter((field) => inSection.has(field)).length,
    };
  });
}
