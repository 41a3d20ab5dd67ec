import { checkDashboard } from "../dashboards/check-dashboard.ts";
import { checkDataset } from "../dashboards/check-dataset.ts";
import type { DashboardDocument } from "../dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../dashboards/dataset-document.ts";
import {
  type CodeListDocument,
  catalogueOf,
  checkCodeList,
  checkIndicators,
  checkUnits,
  type FormCatalogue,
  type IndicatorsDocument,
  type UnitsDocument,
} from "../forms/catalogue-document.ts";
import { checkForm } from "../forms/check-form.ts";
import type { FormDocument } from "../forms/form-document.ts";
import { contentHash } from "../json/canonical.ts";
import { findJsonExcess } from "../json/json-limits.ts";
import { finding } from "../problems/catalogue.ts";
import { type Finding, hasErrors } from "../problems/finding.ts";
import { jsonFinding } from "../problems/json-finding.ts";
import { checkShape } from "../problems/shape.ts";
import { checkFactSources } from "../scoring/check-fact-sources.ts";
import { checkScheme } from "../scoring/check-scheme.ts";
import type { SchemeDocument } from "../scoring/scheme-document.ts";
import { ATTACHED_KINDS } from "../workflow/attached-kinds.ts";
import { checkProgramme } from "../workflow/check-programme.ts";
import { checkWorkflow } from "../workflow/check-workflow.ts";
import type { ProgrammeDocument } from "../workflow/programme-document.ts";
import type { WorkflowDocument } from "../workflow/workflow-document.ts";
import { checkHolidays } from "../workflow/working-days.ts";
import { type DocumentKind, type Documents, documentPath, documentsOfKind, locateDocument } from "./document-paths.ts";
import { checkGoldenFindings, formOfGolden, GoldenCase } from "./golden-case.ts";
import { checkGoldenScore } from "./golden-score.ts";

/** A finding with the document it is about. */
export interface FileFinding extends Finding {
  file: string;
}

/** A programme with all it is made of, checked and typed. */
export interface Bundle {
  programme: ProgrammeDocument;
  form: FormDocument;
  attachedForms: FormDocument[];
  scheme: SchemeDocument | null;
  workflow: WorkflowDocument;
  dashboards: DashboardDocument[];
  datasets: DatasetDocument[];
  catalogue: FormCatalogue;
}

/** SHA-256 of the canonical JSON of all documents: the identity of an edition. */
export function bundleHash(documents: Documents): string {
  return contentHash(documents);
}

type Entry = { id: string; path: string; content: unknown };

/** Checks a set of documents, each by its kind's checker; findings name their file. */
class DocumentCheck {
  readonly findings: FileFinding[] = [];
  readonly #documents: Documents;
  readonly #broken = new Set<string>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  add(file: string, findings: readonly Finding[]): void {
    if (hasErrors(findings)) this.#broken.add(file);
    for (const each of findings) this.findings.push({ ...each, file });
  }

  /** Documents of a kind that no check has refused so far. */
  sound(kind: DocumentKind): Entry[] {
    return documentsOfKind(this.#documents, kind).filter(({ path }) => !this.#broken.has(path));
  }

  run(): void {
    this.#checkPaths();
    const catalogue = this.#checkCatalogue();
    for (const { path, content } of this.sound("holidays")) this.add(path, checkHolidays(content));
    this.#each("form", (content) => checkForm(content, { catalogue }));
    this.#each("scheme", checkScheme);
    this.#each("workflow", checkWorkflow);
    const forms = this.sound("form").map(({ content }) => content as FormDocument);
    this.#each("dataset", (content) => checkDataset(content, forms, catalogue.units));
    this.#checkDashboards();
    this.#checkProgrammes(forms);
    this.#checkFactSources(forms);
    this.#checkGolden(forms);
  }

  catalogue(): FormCatalogue {
    return catalogueOf({
      units: this.sound("units")[0]?.content as UnitsDocument | undefined,
      indicators: this.sound("indicators")[0]?.content as IndicatorsDocument | undefined,
      codeLists: this.sound("code-list").map(({ content }) => content as CodeListDocument),
    });
  }

  #each(kind: DocumentKind, check: (content: unknown) => Finding[]): void {
    for (const { id, path, content } of this.sound(kind)) {
      this.add(path, check(content));
      const own = (content as { id?: unknown } | null)?.id;
      if (typeof own === "string" && own !== id)
        this.add(path, [finding("bundle-id-differs", "/id", { id: own, expected: id })]);
    }
  }

  #checkPaths(): void {
    for (const [path, content] of Object.entries(this.#documents)) {
      const excess = findJsonExcess(content);
      if (excess) this.add(path, [jsonFinding(excess)]);
      if (!locateDocument(path)) this.add(path, [finding("bundle-unknown-path", "")]);
    }
  }

  #checkCatalogue(): FormCatalogue {
    for (const { path, content } of this.sound("units")) this.add(path, checkUnits(content));
    this.#each("code-list", checkCodeList);
    const { units } = this.catalogue();
    for (const { path, content } of this.sound("indicators")) this.add(path, checkIndicators(content, units));
    return this.catalogue();
  }

  #checkDashboards(): void {
    const datasets = new Map(this.sound("dataset").map(({ id, content }) => [id, content as DatasetDocument]));
    this.#each("dashboard", (content) => {
      const id = (content as { dataset?: unknown } | null)?.dataset;
      const dataset = typeof id === "string" ? datasets.get(id) : undefined;
      if (dataset) return checkDashboard(content, dataset);
      return [finding("bundle-missing", "/dataset", { path: documentPath("dataset", String(id)) })];
    });
  }

  #checkProgrammes(forms: readonly FormDocument[]): void {
    const workflows = this.sound("workflow").map(({ content }) => content as WorkflowDocument);
    const schemes = this.sound("scheme");
    const dashboards = this.sound("dashboard").map(({ id, content }) => ({
      id,
      dataset: (content as DashboardDocument).dataset,
    }));
    const datasets = this.sound("dataset").map(({ id }) => ({ id }));
    this.#each("programme", (content) => {
      const named = content as Partial<ProgrammeDocument> | null;
      const scheme = schemes.find(({ id }) => id === named?.scheme);
      return checkProgramme({
        programme: content,
        forms,
        ...(scheme && { scheme: scheme.content as SchemeDocument }),
        workflows,
        dashboards,
        datasets,
      });
    });
  }

  /** A fact whose source does not work in the form would stop every run of the scheme. */
  #checkFactSources(forms: readonly FormDocument[]): void {
    for (const { path, content } of this.sound("scheme")) {
      const scheme = content as SchemeDocument;
      const form = forms.find(({ id }) => id === this.#formOfScheme(scheme));
      if (form) this.add(path, checkFactSources(scheme, form, this.#attachedOf(scheme, forms)));
    }
  }

  /**
   * Attached forms of the programme that scores by this scheme and are there when a run is made, by their id there;
   * undefined while no programme does.
   */
  #attachedOf(scheme: SchemeDocument, forms: readonly FormDocument[]): ReadonlyMap<string, FormDocument> | undefined {
    const programme = this.#programmes().find((each) => each.scheme === scheme.id);
    if (programme === undefined) return undefined;
    return new Map(
      (programme.attachedForms ?? []).flatMap(({ id, form, when }) => {
        const { of, afterTitle } = ATTACHED_KINDS[when];
        if (of === "region" || afterTitle) return [];
        const found = forms.find((each) => each.id === form);
        return found === undefined ? [] : [[id, found] as const];
      }),
    );
  }

  #formOfScheme(scheme: SchemeDocument): string | undefined {
    const programme = this.#programmes().find((each) => each.scheme === scheme.id);
    return programme?.form ?? scheme.form;
  }

  #programmes(): ProgrammeDocument[] {
    return this.sound("programme").map(({ content }) => content as ProgrammeDocument);
  }

  /** The scheme a programme scores the answers of a form with. */
  #schemeOfForm(formId: string): SchemeDocument | undefined {
    const programme = this.#programmes().find(({ form, scheme }) => form === formId && scheme !== undefined);
    const found = this.sound("scheme").find(({ id }) => id === programme?.scheme);
    return found?.content as SchemeDocument | undefined;
  }

  #checkGolden(forms: readonly FormDocument[]): void {
    const byId = new Map(forms.map((form) => [form.id, form]));
    for (const { id, path, content } of this.sound("golden")) {
      const shape = checkShape(GoldenCase, content);
      this.add(path, shape);
      if (shape.length > 0) continue;
      const formId = formOfGolden(id, `${id.split("/")[0]}/declaration`);
      const form = byId.get(formId);
      if (form) {
        const golden = content as GoldenCase;
        this.add(path, checkGoldenFindings(golden, form));
        const scheme = this.#schemeOfForm(formId);
        if (scheme) this.add(path, checkGoldenScore(golden, form, scheme));
      } else if (documentsOfKind(this.#documents, "form").every((entry) => entry.id !== formId))
        this.add(path, [finding("golden-form-missing", "", { path: documentPath("form", formId) })]);
    }
  }
}

/** Checks any set of documents: what stands on disk, a draft, a bundle. */
export function checkDocuments(documents: Documents): FileFinding[] {
  const check = new DocumentCheck(documents);
  check.run();
  return check.findings;
}

/** Checks the documents of one programme, as they must be before they become an edition. */
export function checkBundle(documents: Documents): FileFinding[] {
  return readBundle(documents).findings;
}

/** Checks the documents of one programme and, when no finding is an error, hands them out typed. */
export function readBundle(documents: Documents): { bundle?: Bundle; findings: FileFinding[] } {
  const check = new DocumentCheck(documents);
  check.run();
  const programmes = documentsOfKind(documents, "programme");
  if (programmes.length !== 1)
    check.add(programmes[1]?.path ?? "programmes", [
      finding("bundle-programme-count", "", { count: programmes.length }),
    ]);
  if (hasErrors(check.findings)) return { findings: check.findings };
  const programme = programmes[0]?.content as ProgrammeDocument;
  const content = (kind: DocumentKind, id: string): unknown => documents[documentPath(kind, id)];
  const dashboards = programme.dashboards.map((id) => content("dashboard", id) as DashboardDocument);
  return {
    findings: check.findings,
    bundle: {
      programme,
      form: content("form", programme.form) as FormDocument,
      attachedForms: (programme.attachedForms ?? []).map(({ form }) => content("form", form) as FormDocument),
      scheme: programme.scheme === undefined ? null : (content("scheme", programme.scheme) as SchemeDocument),
      workflow: content("workflow", programme.workflow) as WorkflowDocument,
      dashboards,
      datasets: [...new Set(dashboards.map(({ dataset }) => dataset))].map(
        (id) => content("dataset", id) as DatasetDocument,
      ),
      catalogue: check.catalogue(),
    },
  };
}

/**
 * The documents one programme is made of, out of a larger set: everything it refers to, the forms its datasets read,
 * its golden cases and the catalogue. What is referred to and missing is left to the check.
 */
export function documentsOfProgramme(documents: Documents, programmeId: string): Documents {
  const programme = documents[documentPath("programme", programmeId)] as ProgrammeDocument | undefined;
  const wanted = new Set<string>([documentPath("programme", programmeId)]);
  if (programme) {
    const forms = [programme.form, ...(programme.attachedForms ?? []).map(({ form }) => form)];
    for (const id of forms) wanted.add(documentPath("form", id));
    if (programme.scheme !== undefined) wanted.add(documentPath("scheme", programme.scheme));
    wanted.add(documentPath("workflow", programme.workflow));
    for (const id of programme.dashboards ?? []) {
      const path = documentPath("dashboard", id);
      wanted.add(path);
      const dataset = (documents[path] as DashboardDocument | undefined)?.dataset;
      if (dataset === undefined) continue;
      wanted.add(documentPath("dataset", dataset));
      for (const form of (documents[documentPath("dataset", dataset)] as DatasetDocument | undefined)?.forms ?? [])
        wanted.add(documentPath("form", form));
    }
  }
  const shared: readonly DocumentKind[] = ["units", "indicators", "code-list", "holidays"];
  for (const path of Object.keys(documents)) {
    const located = locateDocument(path);
    if (located && shared.includes(located.kind)) wanted.add(path);
    if (located?.kind !== "golden") continue;
    // A golden case goes with the form it answers.
    if (wanted.has(documentPath("form", formOfGolden(located.id, `${located.id.split("/")[0]}/declaration`))))
      wanted.add(path);
  }
  return Object.fromEntries(
    Object.entries(documents)
      .filter(([path]) => wanted.has(path))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
