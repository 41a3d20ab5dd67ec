import { useState } from "react";
import { createRoot } from "react-dom/client";
import { AnswerStore, FormProvider, type FormShared, makeEngine, SectionForm } from "../../../client/form-kit/index.ts";
import en from "../../../client/form-kit/locales/en.ts";
import zh from "../../../client/form-kit/locales/zh.ts";
import { startTexts } from "../../../client/ui/i18n.ts";
import uiEn from "../../../client/ui/locales/en.ts";
import uiZh from "../../../client/ui/locales/zh.ts";
import { bigAnswers, bigForm } from "./big-form.ts";

/**
 * `?what=bare` is one controlled React input in an empty page, the measure of everything else; `?what=form&rows=50&columns=10
 * &sections=10&section=9` is a section of the form. `window.bench` lets the
 * driver wait for paints.
 */
startTexts({ ui: { zh: uiZh, en: uiEn }, "form-kit": { zh, en } });

const asked = new URLSearchParams(location.search);
const sections = asked.get("sections") === "1" ? 1 : 10;
const table = { rows: Number(asked.get("rows") ?? 50), columns: Number(asked.get("columns") ?? 10) };

/** Calls back when the frame that is being prepared has been painted. */
function afterPaint(work: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = work;
    channel.port2.postMessage(null);
  });
}

/** Before a key: makes `painted` the promise of the frame that shows it. */
function expectKey(): void {
  bench.painted = new Promise((painted) => {
    document.addEventListener("keydown", () => afterPaint(painted), { capture: true, once: true });
  });
}

const bench = { expectKey, painted: Promise.resolve(), shownMs: 0, store: null as AnswerStore | null };
Object.assign(window, { bench });

function Bare() {
  const [text, setText] = useState("");
  return (
    <label>
      一个输入框 <input id="target" value={text} onChange={(event) => setText(event.target.value)} />
    </label>
  );
}

function WholeForm({ start }: { start: number }) {
  const [made] = useState(() => {
    const form = bigForm(table, sections);
    const engine = makeEngine(form, { today: "2024-05-01" });
    const store = new AnswerStore(bigAnswers(table), engine.evaluate);
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
    afterPaint(() => {
      bench.shownMs = performance.now() - start;
    });
    return { engine, shared };
  });
  return (
    <FormProvider value={made.shared}>
      <SectionForm form={made.engine.form} sectionId={`s${asked.get("section") ?? "0"}`} view="fields" />
    </FormProvider>
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("no #root");
createRoot(root).render(asked.get("what") === "form" ? <WholeForm start={performance.now()} /> : <Bare />);
