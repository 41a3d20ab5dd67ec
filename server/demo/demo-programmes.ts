import { documentsOfProgramme, readBundle } from "../../core/editions/bundle.ts";
import { type Documents, documentsOfKind } from "../../core/editions/document-paths.ts";
import { formOfGolden, type GoldenCase } from "../../core/editions/golden-case.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";

/** A programme with sample answers to its forms. */
export type Programme = NonNullable<ReturnType<typeof readBundle>["bundle"]> & {
  patterns: readonly GoldenCase[];
  /** Full samples of the forms that go with a declaration, by form id, with the year they are of. */
  attachedSamples: ReadonlyMap<string, { answers: Record<string, unknown>; year: number }>;
};

/**
 * Programmes of the product with the golden cases that are called full (or else any) and have no findings: the patterns
 * of sample answers, taken in turn, so that every part of a form is seen.
 */
export function programmesOf(documents: Documents): Programme[] {
  return documentsOfKind(documents, "programme").flatMap(({ id }) => {
    const own = documentsOfProgramme(documents, id);
    const { bundle } = readBundle(own);
    if (!bundle) return [];
    const golden = documentsOfKind(own, "golden").filter(
      (entry) => (entry.content as GoldenCase).expect.findings.length === 0,
    );
    const formOf = (id: string) => formOfGolden(id, `${id.split("/")[0]}/declaration`);
    const cases = golden.filter((entry) => formOf(entry.id) === bundle.form.id);
    const attached = golden.filter((entry) => entry.id.endsWith("/full") && formOf(entry.id) !== bundle.form.id);
    const attachedSamples = new Map(
      attached.flatMap((entry) => {
        const form = documentsOfKind(own, "form").find(({ id: formId }) => formId === formOf(entry.id));
        if (form === undefined) return [];
        const { answers, year = (form.content as FormDocument).reportYear } = entry.content as GoldenCase;
        return [[form.id, { answers, year }] as const];
      }),
    );
    const full = cases.filter((entry) => /\/full[^/]*$/.test(entry.id));
    const patterns = (full.length > 0 ? full : cases.slice(0, 1)).map((entry) => entry.content as GoldenCase);
    return patterns.length > 0 ? [{ ...bundle, patterns, attachedSamples }] : [];
  });
}
