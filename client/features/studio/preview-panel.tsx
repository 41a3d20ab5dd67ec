import { Component, type ReactNode, useDeferredValue, useMemo, useRef, useState } from "react";
import type { FileFinding } from "../../../core/contracts/studio.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { AnswerStore, FormProvider, type FormShared, makeEngine, SectionForm } from "../../form-kit/index.ts";
import { Panel, Skeleton } from "../../ui/display.tsx";
import { Select } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { useStudioText } from "./text.ts";

/** A form that the checker has not judged yet may be anything: what fails to render costs the preview alone. */
class PreviewBoundary extends Component<{ of: unknown; instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: { of: unknown }): void {
    if (this.state.failed && before.of !== this.props.of) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}

function FormPreview({ document }: { document: FormDocument }) {
  const locale = useLocale();
  // Answers tried out survive a change of the form.
  const tried = useRef<AnswerStore | null>(null);
  const { engine, shared } = useMemo(() => {
    const made = makeEngine(document);
    tried.current = new AnswerStore(tried.current?.answers() ?? {}, made.evaluate, { showAll: true });
    const given: FormShared = {
      store: tried.current,
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

function ResolvedPreview({ document, year }: { document: FormDocument; year: number | null }) {
  const resolved = useMemo(() => resolveForm(document, year === null ? {} : { year }), [document, year]);
  return <FormPreview document={resolved} />;
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
  // Typing in the editor must not wait for the form. What is deferred may still be the document opened before.
  const opened = useMemo(() => ({ path, document }), [path, document]);
  const shown = useDeferredValue(opened);
  if (!path.endsWith(".form.json")) return <p>{t("editor.previewNone")}</p>;
  if (findings.some((finding) => finding.level === "error")) return <p>{t("editor.previewBroken")}</p>;
  if (shown.path !== path) return <Skeleton lines={6} />;
  const wanted = Number(year);
  return (
    <Panel id="preview">
      <TextField label={t("editor.previewYear")} type="number" value={year} onChange={setYear} />
      <PreviewBoundary key={path} of={shown.document} instead={<p>{t("editor.previewBroken")}</p>}>
        <ResolvedPreview
          document={shown.document as FormDocument}
          year={wanted >= 2000 && wanted <= 2100 ? wanted : null}
        />
      </PreviewBoundary>
    </Panel>
  );
}
