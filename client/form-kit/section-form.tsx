// The package index also exports a test registry that wants ajv, which is not (and must not be) in the client.
import Form from "@rjsf/core/lib/components/Form.js";
import type { FieldProps, RegistryFieldsType, RJSFSchema, TemplatesType, UiSchema } from "@rjsf/utils";
import { memo, useMemo } from "react";
import type { CompiledForm } from "../../core/forms/compile-form.ts";
import { sectionSchema } from "../../core/forms/section-schema.ts";
import { SectionProvider, useFormShared } from "./form-context.ts";
import { kindOf } from "./kinds/kinds.ts";
import { FieldTemplate } from "./templates/field-template.tsx";
import { SectionTemplate } from "./templates/section-template.tsx";
import { interpretingValidator } from "./validator.ts";
import "./form-kit.css";

/**
 * One section of a form as one rjsf form. rjsf turns the static schema into the tree of fields by our registry and
 * templates; values, visibility and findings come to each field by its own subscription to the store. rjsf's formData
 * stays empty, so nothing a person types re-renders the form.
 */

function AnswerField({ fieldPathId }: FieldProps) {
  const { fields } = useFormShared();
  const field = String(fieldPathId.path.at(-1));
  const schema = fields[field];
  if (!schema) return null;
  const { Component } = kindOf(schema);
  return <Component field={field} schema={schema} />;
}

const registryFields: RegistryFieldsType = { answer: AnswerField };
const templates: Partial<TemplatesType> = { FieldTemplate, ObjectFieldTemplate: SectionTemplate };
const nothing: Record<string, never> = {};

/** rjsf answers for the person unless it is told not to. */
const neverAnswer = {
  constAsDefaults: "never",
  emptyObjectFields: "skipEmptyDefaults",
  arrayMinItems: { populate: "never", mergeExtraDefaults: false },
  requiredBooleanDefault: "skip",
} as const;

function uiSchemaOf(schema: { properties: Record<string, unknown> }): UiSchema {
  const perField = Object.keys(schema.properties).map((id) => [
    id,
    { "ui:field": "answer", "ui:fieldReplacesAnyOrOneOf": true },
  ]);
  return { ...Object.fromEntries(perField), "ui:submitButtonOptions": { norender: true } };
}

export const SectionForm = memo(function SectionForm({
  form,
  sectionId,
  view,
}: {
  form: CompiledForm;
  sectionId: string;
  view: "fields" | "sentences";
}) {
  const shown = useMemo(() => {
    const schema = sectionSchema(form, sectionId);
    const section = form.sections.find((one) => one.id === sectionId)?.document;
    return schema && section ? { schema, section, uiSchema: uiSchemaOf(schema) } : null;
  }, [form, sectionId]);
  const context = useMemo(() => (shown ? { section: shown.section, view } : null), [shown, view]);
  if (!shown || !context) return null;
  return (
    <SectionProvider value={context}>
      <Form
        key={`${sectionId} ${view}`}
        tagName="div"
        className={`sb-fk sb-fk--${view}`}
        schema={shown.schema as RJSFSchema}
        uiSchema={shown.uiSchema}
        formData={nothing}
        validator={interpretingValidator}
        fields={registryFields}
        templates={templates}
        experimental_defaultFormStateBehavior={neverAnswer}
        noValidate
        noHtml5Validate
        showErrorList={false}
      />
    </SectionProvider>
  );
});
