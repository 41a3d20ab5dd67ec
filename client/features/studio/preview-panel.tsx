import { useMemo, useState } from "react";
import type { FileFinding } from "../../../core/contracts/studio.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { AnswerStore, FormProvider, type FormShared, makeEngine, SectionForm } from "../../form-kit/index.ts";
import { Panel } from "../../ui/display.tsx";
import { Field, Input, Select } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useStudioText } from "./text.ts";

function FormPreview({ document }: { document: FormDocument }) {
  const locale = useLocale();
  const { engine, shared } = useMemo(() => {
    const made = makeEngine(document);
    const given: FormShared = {
      store: new AnswerStore({}, made.evaluate, { showAll: true }),
      fields: document.schema.properties,
      editable: "all",
      calculated: made.calculated,
      evidenceFor: (field) => document.evidence.filter((requirement) => requirement.for?.includes(field)),
      evidenceHref: () => "#preview",
      indicator: () => undefined,
      flagsFor: () => [],
    };
    return { engine: made, shared: given };
  }, [document]);
  const [chosen, setChosen] = useState("");
  const section = engine.form.sections.find(({ id }) => id === chosen) ?? engine.form.sections[0];
  if (!section) return null;
  return (
    <>
      <Select
        aria-label={textIn(document.title, locale)}
        value={section.id}
        onChange={(event) => setChosen(event.target.value)}
        options={engine.form.sections.map(({ id, document: shown }) => ({
          value: id,
          label: textIn(shown.title, locale),
        }))}
      />
      <FormProvider value={shared}>
        <SectionForm key={section.id} form={engine.form} sectionId={section.id} view="fields" />
      </FormProvider>
    </>
  );
}

/** The open form through the product's own renderer, for any report year. */
export function PreviewPanel({
  path,
  document,
  findings,
}: {
  path: string;
  document: unknown;
  findings: readonly FileFinding[];
}) {
  const t = useStudioText();
  const [year, setYear] = useState("");
  if (!path.endsWith(".form.json")) return <p>{t("editor.previewNone")}</p>;
  if (findings.some((finding) => finding.level === "error")) return <p>{t("editor.previewBroken")}</p>;
  const wanted = Number(year);
  const resolved = resolveForm(document as FormDocument, wanted >= 2000 && wanted <= 2100 ? { year: wanted } : {});
  return (
    <Panel id="preview">
      <Field label={t("editor.previewYear")}>
        {(control) => (
          <Input {...control} type="number" value={year} onChange={(event) => setYear(event.target.value)} />
        )}
      </Field>
      <FormPreview key={`${path}${year}`} document={resolved} />
    </Panel>
  );
}
