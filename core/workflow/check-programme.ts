import { choicesOf } from "../forms/field-kinds.ts";
import type { FormDocument } from "../forms/form-document.ts";
import { compilePrograms } from "../forms/form-programs.ts";
import { finding } from "../problems/catalogue.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { compileExpression } from "../rules/expression.ts";
import { findOutcomeEffect } from "../scoring/outcome-effects.ts";
import type { SchemeDocument } from "../scoring/scheme-document.ts";
import { tierTitles } from "../scoring/tier-titles.ts";
import { ATTACHED_KINDS } from "./attached-kinds.ts";
import { checkAttachedForms } from "./check-attached-forms.ts";
import { NAMING_TOKENS, unknownTokens } from "./naming.ts";
import { ProgrammeDocument } from "./programme-document.ts";
import type { WorkflowDocument } from "./workflow-document.ts";

/**
 * A programme with everything it refers to, each document checked by its own checker. What a programme names and the
 * bundle does not hold is a finding here.
 */
export interface ProgrammeBundle {
  programme: unknown;
  forms: readonly FormDocument[];
  scheme?: SchemeReference | undefined;
  workflows: readonly WorkflowDocument[];
  dashboards: readonly { id: string; dataset: string }[];
  datasets: readonly { id: string }[];
}

/** What a programme must know of its scheme; a scheme document is one. */
interface SchemeReference {
  id: string;
  /** The form its facts are read from; any when left out. */
  form?: string | undefined;
  /** Where each fact comes from: an expression over the answers, other facts, or the answer with its own id. */
  facts?:
    | readonly {
        id: string;
        from?: string | undefined;
        computed?: string | undefined;
        meta?: string | undefined;
        attached?: string | undefined;
      }[]
    | undefined;
  /** What follows from its totals; nothing when left out. */
  outcome?: SchemeDocument["outcome"] | undefined;
}

/** Checks that a programme fits together. Pointers lead into the programme document. */
export function checkProgramme(bundle: ProgrammeBundle): Finding[] {
  const shape = checkShape(ProgrammeDocument, bundle.programme);
  if (shape.length > 0) return shape;
  const programme = bundle.programme as ProgrammeDocument;
  return [
    ...checkForms(programme, bundle),
    ...checkReferences(programme, bundle),
    ...checkTemplates(programme),
    ...checkBatches(programme),
    ...checkAward(programme, bundle),
  ];
}

function checkForms(programme: ProgrammeDocument, bundle: ProgrammeBundle): Finding[] {
  const findings: Finding[] = [];
  const form = bundle.forms.find((candidate) => candidate.id === programme.form);
  if (form === undefined) {
    findings.push(missing("/form", programme.form));
  } else if (form.subject !== programme.applicant) {
    findings.push(finding("programme-subject", "/applicant", { form: form.subject, applicant: programme.applicant }));
  }
  return [
    ...findings,
    ...checkAttachedForms(programme, bundle.forms),
    ...checkReviewForms(programme, bundle.workflows),
  ];
}

/** A required form of a level that no step of the level asks for would be forgotten. */
function checkReviewForms(programme: ProgrammeDocument, workflows: readonly WorkflowDocument[]): Finding[] {
  const workflow = workflows.find(({ id }) => id === programme.workflow);
  if (workflow === undefined) return [];
  const asks = (level: string) =>
    workflow.transitions.some(({ by, requires }) => by === level && requires.includes("review-forms"));
  return (programme.attachedForms ?? []).flatMap(({ when, by, required }, index) =>
    ATTACHED_KINDS[when].ofReview && required && !asks(by)
      ? [finding("attached-review-not-asked", `/attachedForms/${index}/required`, { by, workflow: workflow.id })]
      : [],
  );
}

function checkReferences(programme: ProgrammeDocument, bundle: ProgrammeBundle): Finding[] {
  const findings: Finding[] = [];
  if (!bundle.workflows.some((workflow) => workflow.id === programme.workflow)) {
    findings.push(missing("/workflow", programme.workflow));
  }
  if (programme.scheme !== undefined) {
    if (bundle.scheme?.id !== programme.scheme) {
      findings.push(missing("/scheme", programme.scheme));
    } else {
      findings.push(...checkScheme(programme, bundle.scheme, bundle.forms));
    }
  }
  programme.dashboards.forEach((id, index) => {
    const dashboard = bundle.dashboards.find((candidate) => candidate.id === id);
    if (dashboard === undefined) {
      findings.push(missing(`/dashboards/${index}`, id));
    } else if (!bundle.datasets.some((dataset) => dataset.id === dashboard.dataset)) {
      findings.push(missing(`/dashboards/${index}`, dashboard.dataset));
    }
  });
  return findings;
}

/** Every fact of the scheme must be found in the answers of the form, or nobody could be scored. */
function checkScheme(programme: ProgrammeDocument, scheme: SchemeReference, forms: readonly FormDocument[]): Finding[] {
  const form = forms.find((candidate) => candidate.id === programme.form);
  if (form === undefined) return [];
  if (scheme.form !== undefined && scheme.form !== programme.form) {
    return [finding("programme-scheme-form", "/scheme", { form: scheme.form })];
  }
  const { environment } = compilePrograms(form);
  const isReadable = (expression: string) => {
    const { findings = [] } = compileExpression(expression, environment);
    return findings.every(({ code }) => code !== "expression-unknown-field" && code !== "expression-unknown-column");
  };
  return (scheme.facts ?? [])
    .filter(({ computed, meta, attached }) => [computed, meta, attached].every((other) => other === undefined))
    .filter(({ id, from }) => !isReadable(from ?? id))
    .map(({ id }) => finding("programme-fact-not-asked", "/scheme", { id }));
}

function checkTemplates(programme: ProgrammeDocument): Finding[] {
  const findings = unknownTokens(programme.naming).map((token) =>
    finding("programme-naming-token", "/naming", { token, allowed: NAMING_TOKENS.join(", ") }),
  );
  if (!programme.naming.includes("{applicant}")) {
    findings.push(finding("programme-naming-applicant", "/naming"));
  }
  for (const match of programme.award.numbering.matchAll(/\{([^{}]*)\}/g)) {
    if (match[1] === "year" || match[1] === "seq") continue;
    findings.push(finding("programme-numbering-token", "/award/numbering", { token: match[1] ?? "" }));
  }
  return findings;
}

function checkBatches(programme: ProgrammeDocument): Finding[] {
  const ids = programme.round.batches.map((batch) => batch.id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [finding("programme-duplicate-batch", `/round/batches/${index}/id`, { id })],
  );
}

/** Ids stand once, caps name effects that give a title, and the field that names awards is a choice of the form. */
function checkAward({ award, form }: ProgrammeDocument, bundle: ProgrammeBundle): Finding[] {
  const repeated = (["cancellation", "recognition", "caps"] as const).flatMap((list) => {
    const ids = (award[list] ?? []).map(({ id }) => id);
    return ids.flatMap((id, index) =>
      ids.indexOf(id) === index ? [] : [finding("programme-duplicate-rule", `/award/${list}/${index}/id`, { id })],
    );
  });
  const effects = (award.caps ?? []).flatMap(({ effect }, index) =>
    findOutcomeEffect(effect)?.act === "award"
      ? []
      : [finding("programme-cap-effect", `/award/caps/${index}/effect`, { effect })],
  );
  const { nameFrom, nameFromTier } = award;
  const hasTiers = bundle.scheme?.outcome !== undefined && tierTitles({ outcome: bundle.scheme.outcome }).size > 0;
  const properties = bundle.forms.find(({ id }) => id === form)?.schema.properties;
  const field = nameFrom === undefined ? undefined : properties?.[nameFrom];
  const isNamed = nameFrom === undefined || properties === undefined || (field && choicesOf(field) !== undefined);
  return [
    ...repeated,
    ...effects,
    ...(isNamed ? [] : [finding("programme-award-field", "/award/nameFrom", { field: nameFrom })]),
    ...(nameFromTier === true && !hasTiers ? [finding("programme-award-tier", "/award/nameFromTier")] : []),
  ];
}

function missing(pointer: string, id: string): Finding {
  return finding("document-missing", pointer, { id });
}
