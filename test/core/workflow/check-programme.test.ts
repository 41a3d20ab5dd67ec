import { describe, expect, it } from "vitest";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { checkProgramme, type ProgrammeBundle } from "../../../core/workflow/check-programme.ts";
import type { ProgrammeDocument } from "../../../core/workflow/programme-document.ts";
import type { WorkflowDocument } from "../../../core/workflow/workflow-document.ts";
import { readDocument } from "./programme-files.ts";

function bundle(id: string, change: (programme: ProgrammeDocument) => void = () => {}): ProgrammeBundle {
  const programme = readDocument<ProgrammeDocument>(`programmes/${id}.programme.json`);
  change(programme);
  return {
    programme,
    forms: [`${id}/declaration`, "guizhou-common/report-enterprise", "guizhou-common/summary"].map((form) =>
      readDocument<FormDocument>(`form-schemas/${form}.form.json`),
    ),
    scheme: { id: `${id}/scoring`, form: `${id}/declaration` },
    workflows: [readDocument<WorkflowDocument>("programmes/workflows/county-city-province.workflow.json")],
    dashboards: [{ id: "guizhou-ecommerce", dataset: "guizhou-ecommerce" }],
    datasets: [{ id: "guizhou-ecommerce" }],
  };
}

const value = (programme: ProgrammeDocument) => programme.attachedForms![0]!.values![0]!;

const setForm = (programme: ProgrammeDocument, form: string) => {
  programme.attachedForms![0]!.form = form;
  delete programme.attachedForms![0]!.values;
};

describe("checkProgramme", () => {
  it.each(["guizhou-enterprise", "guizhou-live-team"])("finds nothing in %s", (id) => {
    expect(checkProgramme(bundle(id))).toEqual([]);
  });

  it.each<[string, string, (programme: ProgrammeDocument) => void]>([
    ["document-missing", "/form", (p) => (p.form = "nowhere/declaration")],
    ["document-missing", "/attachedForms/0/form", (p) => (p.attachedForms![0]!.form = "nowhere/roster")],
    ["attached-duplicate", "/attachedForms/1/id", (p) => (p.attachedForms![1]!.id = "report")],
    ["attached-by", "/attachedForms/1/by", (p) => (p.attachedForms![1]!.by = "province")],
    ["attached-to", "/attachedForms/0/to", (p) => (p.attachedForms![0]!.to = "city")],
    ["attached-due", "/attachedForms/0/due", (p) => (p.attachedForms![0]!.due = { days: 3 })],
    ["attached-subject", "/attachedForms/0/form", (p) => setForm(p, "guizhou-common/summary")],
    ["attached-unknown-field", "/attachedForms/0/values/0/field", (p) => (value(p).field = "nothing")],
    ["attached-unknown-field", "/attachedForms/1/rows/table", (p) => (p.attachedForms![1]!.rows!.table = "city")],
    ["attached-one-source", "/attachedForms/0/values/0", (p) => (value(p).meta = "applicant")],
    ["attached-sensitive", "/attachedForms/0/values/0/from", (p) => (value(p).from = "contact_mobile")],
    ["expression-unknown-field", "/attachedForms/0/values/0/from", (p) => (value(p).from = "nothing")],
    ["expression-result", "/attachedForms/0/values/0/from", (p) => (value(p).from = "online_retail")],
    ["document-missing", "/workflow", (p) => (p.workflow = "nowhere")],
    ["document-missing", "/scheme", (p) => (p.scheme = "nowhere/scoring")],
    ["document-missing", "/dashboards/1", (p) => p.dashboards.push("nowhere")],
    ["programme-subject", "/applicant", (p) => (p.applicant = "person")],
    ["programme-naming-token", "/naming", (p) => (p.naming = "{applicant}{company}")],
    ["programme-naming-applicant", "/naming", (p) => (p.naming = "{city}{year}")],
    ["programme-numbering-token", "/award/numbering", (p) => (p.award.numbering = "{region}-{seq}")],
    ["programme-duplicate-batch", "/round/batches/3/id", (p) => p.round.batches.push({ ...p.round.batches[0]! })],
    ["shape-limit", "/publicity/workingDays", (p) => (p.publicity.workingDays = 0)],
  ])("reports %s at %s", (code, pointer, change) => {
    const findings = checkProgramme(bundle("guizhou-enterprise", change));
    expect(findings.map((finding) => [finding.code, finding.pointer])).toEqual([[code, pointer]]);
  });

  it("reports a summary that asks for files", () => {
    const whole = bundle("guizhou-enterprise");
    const evidence = [
      { id: "scan", title: { zh: "扫描件", en: "Scan" }, minFiles: 1, maxFiles: 1, types: ["pdf" as const] },
    ];
    const forms = whole.forms.map((form) => (form.id === "guizhou-common/summary" ? { ...form, evidence } : form));
    const findings = checkProgramme({ ...whole, forms } as ProgrammeBundle);
    expect(findings.map(({ code, pointer }) => [code, pointer])).toEqual([["attached-files", "/attachedForms/1/form"]]);
  });

  it("reports the facts of a scheme that no answer can give", () => {
    const whole = bundle("guizhou-enterprise");
    const facts = [
      { id: "online_retail" },
      { id: "growth", computed: "unknown_fact * 2.0" },
      { id: "big", from: "annual_turnover >= 1000.0 || annual_sales >= 200.0" },
      { id: "fans" },
      { id: "odd", from: "fans > 3.0" },
    ];
    const findings = checkProgramme({ ...whole, scheme: { id: "guizhou-enterprise/scoring", facts } });
    expect(findings.map((finding) => [finding.code, finding.message.en.slice(0, 24)])).toEqual([
      ["programme-fact-not-asked", 'The scheme\'s fact "fans"'],
      ["programme-fact-not-asked", 'The scheme\'s fact "odd" '],
    ]);
  });

  it("reports a scheme that reads another form and a dashboard without its dataset", () => {
    const whole = bundle("guizhou-enterprise");
    const scheme = { id: "guizhou-enterprise/scoring", form: "guizhou-live-team/declaration" };
    expect(checkProgramme({ ...whole, scheme }).map((finding) => finding.code)).toEqual(["programme-scheme-form"]);
    expect(checkProgramme({ ...whole, datasets: [] }).map((finding) => finding.pointer)).toEqual(["/dashboards/0"]);
  });
});
