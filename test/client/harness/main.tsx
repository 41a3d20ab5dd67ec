import { useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import {
  AnswerStore,
  ErrorSummary,
  FormProvider,
  type FormShared,
  makeEngine,
  SectionForm,
} from "../../../client/form-kit/index.ts";
import en from "../../../client/form-kit/locales/en.ts";
import zh from "../../../client/form-kit/locales/zh.ts";
import { startTexts } from "../../../client/ui/i18n.ts";
import uiEn from "../../../client/ui/locales/en.ts";
import uiZh from "../../../client/ui/locales/zh.ts";
import { startTheme } from "../../../client/ui/theme.ts";
import type { Finding } from "../../../core/problems/finding.ts";
import { sampleForm } from "./sample-form.ts";

/**
 * A page of the form kit alone, for browser tests. `?section=figures&view=sentences&rows=200` chooses what is shown;
 * `window.harness` lets a test read the store.
 */
startTheme();
startTexts({ ui: { zh: uiZh, en: uiEn }, "form-kit": { zh, en } });

const asked = new URLSearchParams(location.search);
const rows = Number(asked.get("rows") ?? "0");
const engine = makeEngine(sampleForm, { today: "2024-05-01" });
const store = new AnswerStore(
  rows > 0 ? { stores: Array.from({ length: rows }, (_, at) => ({ name: `店铺${at + 1}`, turnover: at })) } : {},
  engine.evaluate,
);
const shared: FormShared = {
  store,
  fields: sampleForm.schema.properties,
  editable: "all",
  calculated: engine.calculated,
  evidenceFor: (field) => sampleForm.evidence.filter((one) => one.for?.includes(field)),
  evidenceHref: (requirement) => `#evidence-${requirement}`,
  indicator: () => undefined,
  flagsFor: () => [],
};
const changes: string[] = [];
store.onChange((change) => changes.push(`${change.field}=${JSON.stringify(change.value)}`));
Object.assign(window, { harness: { store, changes } });

const section = asked.get("section") ?? "basic";
const sectionFields = engine.form.sections.find((one) => one.id === section)?.fields ?? [];

function Page() {
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  const check = () => {
    const evaluation = store.check();
    setFindings(
      evaluation.findings.filter((finding) => sectionFields.some((field) => finding.pointer.startsWith(`/${field}`))),
    );
    requestAnimationFrame(() => summary.current?.focus());
  };
  return (
    <FormProvider value={shared}>
      <h1>示例申报表</h1>
      {findings && <ErrorSummary ref={summary} findings={findings} />}
      <SectionForm
        form={engine.form}
        sectionId={section}
        view={asked.get("view") === "sentences" ? "sentences" : "fields"}
      />
      <button type="button" id="check" onClick={check}>
        检查
      </button>
    </FormProvider>
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("no #root");
createRoot(root).render(<Page />);
