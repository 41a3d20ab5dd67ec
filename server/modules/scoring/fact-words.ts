import type { FormCatalogue } from "../../../core/forms/catalogue-document.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import { choicesOf } from "../../../core/forms/field-kinds.ts";
import { type LocalText, toLocalText } from "../../../core/problems/finding.ts";
import type { FactReader } from "../../../core/scoring/declared-facts.ts";
import type { Fact } from "../../../core/scoring/scheme-document.ts";

/** How facts are said to people: choices by their titles, units in both languages, yes and no. */
export interface FactWords {
  /** The value alone; a number without its unit. */
  value(fact: Fact, text: string): LocalText;
  /** The unit, empty for a fact without one. */
  unit(fact: Fact): LocalText;
}

/**
 * Makes the words for the facts of a scheme from the forms they are read from.
 * @param attached the attached forms of the programme, by their id there
 */
export function makeFactWords(
  reader: FactReader,
  form: CompiledForm,
  catalogue: FormCatalogue,
  attached: ReadonlyMap<string, CompiledForm> = new Map(),
): FactWords {
  const titles = new Map<string, ReadonlyMap<string, LocalText>>();
  const titlesOf = (fact: Fact): ReadonlyMap<string, LocalText> => {
    const known = titles.get(fact.id) ?? choiceTitles(fact, reader, form, attached);
    titles.set(fact.id, known);
    return known;
  };
  return {
    value(fact, text) {
      if (fact.type === "boolean") return YES_NO[text] ?? { zh: text, en: text };
      if (fact.type === "number") return { zh: text, en: text };
      const codes = fact.type === "set" ? text.split(";") : [text];
      const named = codes.map((code) => titlesOf(fact).get(code) ?? { zh: code, en: code });
      return { zh: named.map(({ zh }) => zh).join("、"), en: named.map(({ en }) => en).join(", ") };
    },
    unit: ({ unit }) => {
      if (unit === undefined) return { zh: "", en: "" };
      const { zh, en } = toLocalText(catalogue.units.get(unit)?.title ?? unit);
      // 730 万元 is 730 × 10,000 yuan: two numbers do not stand side by side.
      return { zh, en: /^[0-9]/.test(en) ? `× ${en}` : en };
    },
  };
}

const YES_NO: Readonly<Record<string, LocalText>> = { true: { zh: "是", en: "yes" }, false: { zh: "否", en: "no" } };

/** Titles of the choices a fact holds the code of; none for a fact that an expression makes. */
function choiceTitles(
  fact: Fact,
  reader: FactReader,
  form: CompiledForm,
  attached: ReadonlyMap<string, CompiledForm>,
): ReadonlyMap<string, LocalText> {
  const source = fact.attached === undefined ? form : attached.get(fact.attached);
  const [field, ...others] = fact.attached === undefined ? reader.fieldsOf(fact.id) : fact.from ? [] : [fact.id];
  const schema = field === undefined || others.length > 0 ? undefined : source?.document.schema.properties[field];
  const choices = schema === undefined ? undefined : choicesOf(schema);
  return new Map(
    choices?.map((choice) => [String(choice.const), { zh: choice.title, en: choice["x-en"] ?? choice.title }]),
  );
}
