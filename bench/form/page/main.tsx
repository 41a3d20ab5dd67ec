import { useLayoutEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { AnswerStore, FormProvider, type FormShared, makeEngine, SectionForm } from "../../../client/form-kit/index.ts";
import en from "../../../client/form-kit/locales/en.ts";
import zh from "../../../client/form-kit/locales/zh.ts";
import { startTexts } from "../../../client/ui/i18n.ts";
import uiEn from "../../../client/ui/locales/en.ts";
import uiZh from "../../../client/ui/locales/zh.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { bench, noteShown } from "./bench-window.ts";
import { bigAnswers, bigForm } from "./big-form.ts";

/**
 * `?what=bare` is one controlled React input in an empty page, the measure of everything else; `?what=declaration&section=…`
 * is a section of the real form that the driver serves; `?what=form&rows=50&columns=10&sections=10&section=s9` is a section
 * of a made-up form of the largest size.
 */
startTexts({ ui: { zh: uiZh, en: uiEn }, "form-kit": { zh, en } });

const asked = new URLSearchParams(location.search);
const what = asked.get("what") ?? "bare";
const table = { rows: Number(asked.get("rows") ?? 50), columns: Number(asked.get("columns") ?? 10) };

function Bare() {
  const [text, setText] = useState("");
  return (
    <label>
      一个输入框 <input id="target" value={text} onChange={(event) => setText(event.target.value)} />
    </label>
  );
}

interface Filled {
  form: FormDocument;
  answers: Record<string, unknown>;
}

function OneSection({ form, answers, start }: Filled & { start: number }) {
  const [made] = useState(() => {
    const engine = makeEngine(form, { today: "2024-05-01" });
    const store = new AnswerStore(answers, engine.evaluate);
    bench.store = store;
    const shared: FormShared = {
      store,
      fields: form.schema.properties,
      editable: "all",
      calculated: engine.calculated,
      evidenceFor: () => [],
      evidenceHref: () => "#",
      indicator: () => undefined,
      flagsFor: () => [],
    };
    return { engine, shared };
  });
  useLayoutEffect(() => noteShown(start), [start]);
  const section = asked.get("section") ?? form.layout.sections[0]?.id ?? "";
  return (
    <FormProvider value={made.shared}>
      <SectionForm form={made.engine.form} sectionId={section} view="fields" />
    </FormProvider>
  );
}

async function filled(): Promise<Filled> {
  if (what === "declaration") return (await fetch("/declaration.json")).json();
  return { form: bigForm(table, asked.get("sections") === "1" ? 1 : 10), answers: bigAnswers(table) };
}

const element = document.getElementById("root");
if (!element) throw new Error("no #root");
const root = createRoot(element);
if (what === "bare") root.render(<Bare />);
else void filled().then((data) => root.render(<OneSection {...data} start={performance.now()} />));
