import { compileForm } from "../forms/compile-form.ts";
import { isTable, variableTypeOf } from "../forms/field-kinds.ts";
import type { FormDocument } from "../forms/form-document.ts";
import { pointer } from "../json/pointer.ts";
import type { Finding } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { checkPanelSources } from "./check-panels.ts";
import { compileExact } from "./exact-expression.ts";
import { found } from "./findings.ts";
import type { Fact, SchemeDocument } from "./scheme-document.ts";

const TYPE_OF: Record<Fact["type"], string> = { number: "number", boolean: "boolean", text: "string", set: "strings" };
const RESULT_OF = { number: "number", boolean: "boolean", text: "string", set: "list" } as const;

/**
 * Holds a scheme against the forms it reads: every fact must have a source of its type there, and what
 * experts are shown must exist.
 * @param attached the attached forms of the programme by their id there; undefined while no programme is known
 */
export function checkFactSources(
  document: SchemeDocument,
  form: FormDocument,
  attached?: ReadonlyMap<string, FormDocument>,
): Finding[] {
  const facts = document.facts.flatMap((fact, index): Finding[] => {
    const at = pointer("facts", index);
    if (fact.computed !== undefined) return [];
    if (fact.meta !== undefined) return checkMeta(fact, at);
    if (fact.attached === undefined) return checkSource(fact, form, at);
    if (attached === undefined) return [];
    const other = attached.get(fact.attached);
    if (other !== undefined) return checkSource(fact, other, at);
    const hint = didYouMean(fact.attached, attached.keys());
    return [
      found(
        `${at}/attached`,
        "scheme-no-attached",
        `项目没有随申报提交或由审核填写的附表“${fact.attached}”${hint.zh}；请写项目文档 attachedForms 中这类附表的 id`,
        `The programme has no form "${fact.attached}" that goes with the declaration or its review${hint.en}; name the id of such a form in attachedForms`,
      ),
    ];
  });
  return [...facts, ...checkPanelSources(document, form)];
}

/** A place is a name, known of every declaration. */
function checkMeta(fact: Fact, at: string): Finding[] {
  if (fact.type === "text" && fact.from === undefined && fact.attached === undefined) return [];
  return [
    found(
      at,
      "scheme-fact-meta",
      "所在地（meta）是地区名称，类型须为 text，且不能与 from、attached 同用",
      "A place (meta) is the name of a region: its type is text, without from or attached",
    ),
  ];
}

function checkSource(fact: Fact, form: FormDocument, at: string): Finding[] {
  if (fact.from !== undefined) {
    const { environment } = compileForm(form);
    return compileExact(fact.from, environment, { at: `${at}/from`, expected: RESULT_OF[fact.type] }).findings ?? [];
  }
  const field = form.schema.properties[fact.id];
  if (field === undefined) {
    const hint = didYouMean(fact.id, Object.keys(form.schema.properties));
    return [
      found(
        at,
        "scheme-no-field",
        `申报表没有字段“${fact.id}”${hint.zh}；字段名不同时用 from`,
        `The form has no field "${fact.id}"${hint.en}; use from when the names differ`,
      ),
    ];
  }
  const type = variableTypeOf(field);
  if (!isTable(field) && type.kind === TYPE_OF[fact.type]) return [];
  return [
    found(
      at,
      "scheme-field-type",
      `字段“${fact.id}”的类型与事实不符`,
      `The field "${fact.id}" is of another type than the fact`,
    ),
  ];
}
