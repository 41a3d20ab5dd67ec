import { useMemo, useState } from "react";
import type { RoundForm } from "../../../core/contracts/programmes.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { fieldsOfPrecheck, precheck, type Precheck as Verdicts } from "../../../core/forms/precheck.ts";
import {
  AnswerStore,
  FormProvider,
  type FormShared,
  makeEngine,
  SectionForm,
  todayInChina,
} from "../../form-kit/index.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Panel } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { usePublicText } from "./text.ts";

const sectionId = "precheck";

/** The form with the pre-check's questions in a section of their own, in the paper's order. */
function questionsOf(document: FormDocument): FormDocument {
  const engine = makeEngine(document);
  const asked = fieldsOfPrecheck(engine.form);
  const place = (fields: string[]) => fields.map((field) => ({ field }));
  const all = [...engine.form.fields.keys()];
  const rest = all.filter((field) => !asked.has(field));
  return {
    ...document,
    layout: {
      sections: [
        { id: sectionId, title: document.title, items: place(all.filter((field) => asked.has(field))) },
        ...(rest.length > 0 ? [{ id: "rest", title: document.title, items: place(rest) }] : []),
      ],
    },
  };
}

/** The verdict in words: holds, fails with the reasons and their clauses, or cannot be told yet. */
function Verdict({ verdicts }: { verdicts: Verdicts }) {
  const t = usePublicText();
  const locale = useLocale();
  const failing = verdicts.rules.flatMap((rule) => (rule.finding ? [rule.finding] : []));
  const blocking = failing.filter((finding) => finding.level === "error");
  const unknown = verdicts.rules.some((rule) => rule.verdict === "unknown");
  const tone = blocking.length > 0 ? "bad" : unknown ? "warn" : "ok";
  const words =
    blocking.length > 0 ? t("precheck.notEligible") : unknown ? t("precheck.incomplete") : t("precheck.eligible");
  return (
    <Alert tone={tone} title={words} live="polite">
      <ul>
        {failing.map((finding) => (
          <li key={finding.code}>
            {finding.message[locale]} {finding.source && <span className="sb-muted">{finding.source}</span>}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Am I eligible? The same rules as at submission, asked before any account; nothing leaves the page. */
export function Precheck({ round }: { round: RoundForm }) {
  const document = round.form as FormDocument;
  const t = usePublicText();
  const [verdicts, setVerdicts] = useState<Verdicts | null>(null);
  const { engine, shared } = useMemo(() => {
    const made = makeEngine(questionsOf(document));
    const store = new AnswerStore({}, made.evaluate);
    const given: FormShared = {
      store,
      fields: document.schema.properties,
      editable: "all",
      calculated: made.calculated,
      evidenceFor: () => [],
      evidenceHref: () => "",
      indicator: (id) => round.indicators[id],
      flagsFor: () => [],
    };
    return { engine: made, shared: given };
  }, [document, round.indicators]);
  const check = () => {
    shared.store.flush();
    setVerdicts(precheck(engine.form, shared.store.answers(), { today: todayInChina() }));
  };
  return (
    <Panel title={t("precheck.title")} id="precheck">
      <p>{t("precheck.lead")}</p>
      <FormProvider value={shared}>
        <SectionForm form={engine.form} sectionId={sectionId} view="fields" />
      </FormProvider>
      <Button tone="primary" onClick={check}>
        {t("precheck.check")}
      </Button>
      {verdicts && <Verdict verdicts={verdicts} />}
    </Panel>
  );
}
