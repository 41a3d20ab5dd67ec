import { type Static, Type } from "@sinclair/typebox";
import { checkAnswers } from "../forms/check-answers.ts";
import { compileForm } from "../forms/compile-form.ts";
import type { FormDocument } from "../forms/form-document.ts";
import { resolveForm } from "../forms/resolve-form.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { TextDocument } from "../problems/text-document.ts";

/**
 * A golden case (`programmes/golden/<programme>/[<form>/]<case>.json`): sample answers with the findings and the score
 * they must get. Publishing is refused while one of them disagrees.
 */
const closed = { additionalProperties: false } as const;

export const GoldenCase = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    title: TextDocument,
    /** The day the case is judged on; the first of January two years after the form's report year when left out. */
    today: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
    year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })),
    answers: Type.Record(Type.String(), Type.Unknown()),
    evidence: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
    expect: Type.Object(
      {
        findings: Type.Array(
          Type.Object({ code: Type.String(), level: Type.String(), pointer: Type.String() }, closed),
        ),
        /** Exact total of the programme's scheme, as text. */
        score: Type.Optional(Type.String()),
      },
      closed,
    ),
  },
  closed,
);
export type GoldenCase = Static<typeof GoldenCase>;

/** Id of the form a golden case answers, by the id of the case: its second part when there are three. */
export function formOfGolden(id: string, declarationForm: string): string {
  const parts = id.split("/");
  return parts.length === 3 ? `${parts[0]}/${parts[1]}` : declarationForm;
}

const inOrder = (findings: readonly { code: string; level: string; pointer: string }[]): string[] =>
  findings.map(({ code, level, pointer }) => `${level} ${code} ${pointer}`).sort();

/** The day a golden case is judged on. */
export function goldenDay(golden: GoldenCase, form: FormDocument): string {
  return golden.today ?? `${(golden.year ?? form.reportYear) + 2}-01-01`;
}

/** Runs the form half of a golden case; an empty list means that it agrees. */
export function checkGoldenFindings(golden: GoldenCase, form: FormDocument): Finding[] {
  const compiled = compileForm(resolveForm(form, golden.year === undefined ? {} : { year: golden.year }));
  const actual = inOrder(
    checkAnswers(compiled, golden.answers, {
      stage: "submit",
      today: goldenDay(golden, form),
      evidenceCounts: golden.evidence ?? {},
    }),
  );
  const expected = inOrder(golden.expect.findings);
  if (actual.join("\n") === expected.join("\n")) return [];
  const missing = expected.filter((entry) => !actual.includes(entry));
  const surplus = actual.filter((entry) => !expected.includes(entry));
  return [
    finding("golden-findings-differ", "/expect/findings", {
      expected: missing.slice(0, 5).join("; ") || "—",
      actual: surplus.slice(0, 5).join("; ") || "—",
    }),
  ];
}
