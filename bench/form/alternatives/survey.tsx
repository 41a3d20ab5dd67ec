import { useLayoutEffect, useMemo } from "react";
import { Model } from "survey-core";
import { Survey } from "survey-react-ui";
import "survey-core/survey-core.min.css";
import { noteShown } from "../page/bench-window.ts";
import type { PlainField } from "../plain-fields.ts";

/** SurveyJS on one page; `textUpdateMode` says whether an answer counts when it is left or at every key. */
export function WholeSurvey({
  fields,
  start,
  textUpdateMode,
}: {
  fields: PlainField[];
  start: number;
  textUpdateMode: "onBlur" | "onTyping";
}) {
  const model = useMemo(() => new Model({ textUpdateMode, elements: fields.map(elementOf) }), [fields, textUpdateMode]);
  useLayoutEffect(() => noteShown(start), [start]);
  return <Survey model={model} />;
}

function elementOf({ id, title, kind, options }: PlainField): Record<string, unknown> {
  const choices = options.map(({ value, title: text }) => ({ value, text }));
  if (kind === "choice") return { type: "dropdown", name: id, title, choices };
  if (kind === "choices") return { type: "checkbox", name: id, title, choices };
  if (kind === "boolean") return { type: "boolean", name: id, title };
  return { type: "text", name: id, title, ...(kind === "number" && { inputType: "number" }) };
}
