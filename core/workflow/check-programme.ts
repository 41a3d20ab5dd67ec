import type { FormDocument } from "../forms/form-document.ts";
import { compilePrograms } from "../forms/form-programs.ts";
import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { compileExpression } from "../rules/expression.ts";
import { found } from "./document-finding.ts";
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
export interface SchemeReference {
  id: string;
  /** The form its facts are read from; any when left out. */
  form?: string | undefined;
  /** Where each fact comes from: an expression over the answers, other facts, or the answer with its own id. */
  facts?: readonly { id: string; from?: string | undefined; computed?: string | undefined }[] | undefined;
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
  ];
}

function checkForms(programme: ProgrammeDocument, bundle: ProgrammeBundle): Finding[] {
  const findings: Finding[] = [];
  const form = bundle.forms.find((candidate) => candidate.id === programme.form);
  if (form === undefined) {
    findings.push(missing("/form", programme.form));
  } else if (form.subject !== programme.applicant) {
    findings.push(
      found(
        "/applicant",
        "wrong-subject",
        `申报表由“${form.subject}”填写，与申报主体“${programme.applicant}”不符`,
        `The form is filled in by "${form.subject}", the programme is for "${programme.applicant}"`,
      ),
    );
  }
  (programme.attachedForms ?? []).forEach((id, index) => {
    if (!bundle.forms.some((candidate) => candidate.id === id)) findings.push(missing(`/attachedForms/${index}`, id));
  });
  return findings;
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
    return [
      found(
        "/scheme",
        "scheme-of-another-form",
        `评价指标体系读取的是“${scheme.form}”，不是本项目的申报表`,
        `The scheme reads "${scheme.form}", which is not the form of this programme`,
      ),
    ];
  }
  const { environment } = compilePrograms(form);
  const isReadable = (expression: string) => {
    const { findings = [] } = compileExpression(expression, environment);
    return findings.every(({ code }) => code !== "expression-unknown-field" && code !== "expression-unknown-column");
  };
  return (scheme.facts ?? [])
    .filter(({ id, from, computed }) => computed === undefined && !isReadable(from ?? id))
    .map(({ id }) =>
      found(
        "/scheme",
        "fact-not-asked",
        `评价指标体系的数据“${id}”在申报表中找不到`,
        `The scheme's fact "${id}" is not found in the form`,
      ),
    );
}

function checkTemplates(programme: ProgrammeDocument): Finding[] {
  const findings = unknownTokens(programme.naming).map((token) =>
    found(
      "/naming",
      "unknown-token",
      `命名规则中没有“{${token}}”，可用：${NAMING_TOKENS.join("、")}`,
      `The naming rule knows no "{${token}}"; known are ${NAMING_TOKENS.join(", ")}`,
    ),
  );
  if (!programme.naming.includes("{applicant}")) {
    findings.push(
      found(
        "/naming",
        "naming-not-distinct",
        "命名规则须含 {applicant}，否则文件会重名",
        "The naming rule needs {applicant}, or files get the same name",
      ),
    );
  }
  for (const match of programme.award.numbering.matchAll(/\{([^{}]*)\}/g)) {
    if (match[1] === "year" || match[1] === "seq") continue;
    findings.push(
      found(
        "/award/numbering",
        "unknown-token",
        `称号编号中没有“${match[0]}”`,
        `The numbering of titles knows no "${match[0]}"`,
      ),
    );
  }
  return findings;
}

function checkBatches(programme: ProgrammeDocument): Finding[] {
  const ids = programme.round.batches.map((batch) => batch.id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [found(`/round/batches/${index}/id`, "duplicate-batch", `批次“${id}”重复`, `Duplicate batch "${id}"`)],
  );
}

function missing(pointer: string, id: string): Finding {
  return found(pointer, "missing-document", `找不到文件“${id}”`, `There is no document "${id}"`);
}
