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
 * Holds a scheme against the form it reads: every fact must have a source of its type there, and what
 * experts are shown must exist.
 */
export function checkFactSources(document: SchemeDocument, form: FormDocument): Finding[] {
  const { environment } = compileForm(form);
  const facts = document.facts.flatMap((fact, index): Finding[] => {
    const at = pointer("facts", index);
    if (fact.computed !== undefined) return [];
    if (fact.from !== undefined)
      return compileExact(fact.from, environment, { at: `${at}/from`, expected: RESULT_OF[fact.type] }).findings ?? [];
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
  });
  return [...facts, ...checkPanelSources(document, form)];
}
