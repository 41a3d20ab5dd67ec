import { useMemo } from "react";
import { answerText, fieldTitle, isBlankAnswer } from "../../core/forms/answer-text.ts";
import { compileForm } from "../../core/forms/compile-form.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { visibleFields } from "../../core/forms/form-state.ts";
import { textIn } from "../../core/problems/finding.ts";
import { type Reveal, RevealButton } from "../record-kit/reveal.tsx";
import { isTableField, TableAnswer } from "../record-kit/table-answer.tsx";
import { Facts, Panel } from "../ui/display.tsx";
import { useLocale } from "../ui/i18n.ts";
import { useAttachedText } from "./text.ts";

/** The answers of an attached form as they were handed in, section by section. */
export function AttachedAnswers({
  document,
  answers,
  reveal,
}: {
  document: FormDocument;
  answers: Record<string, unknown>;
  /** How masked values are asked for; left out for who may not. */
  reveal: Reveal | undefined;
}) {
  const t = useAttachedText();
  const locale = useLocale();
  const form = useMemo(() => compileForm(document), [document]);
  const visible = visibleFields(form, answers);
  const filled = (field: string) => visible.has(field) && !isBlankAnswer(answers[field]);
  const sections = form.sections.filter((section) => section.fields.some(filled));
  if (sections.length === 0) return <p className="sb-muted">{t("empty")}</p>;
  return sections.map((section) => (
    <Panel key={section.id} title={textIn(section.document.title, locale)} id={`attached-${section.id}`}>
      <Facts
        items={section.fields.filter(filled).flatMap((id) => {
          const field = document.schema.properties[id];
          if (!field || isTableField(field)) return [];
          const label = fieldTitle(field, locale);
          const value = (
            <div key={id} className="sb-at-value">
              {reveal?.shown[`/${id}`] ?? answerText(field, answers[id], locale)}
              {reveal && field["x-sensitive"] && <RevealButton reveal={reveal} pointer={`/${id}`} title={label} />}
            </div>
          );
          return [{ label, value }];
        })}
      />
      {section.fields.filter(filled).map((id) => {
        const field = document.schema.properties[id];
        if (!field || !isTableField(field)) return null;
        const rows = answers[id] as Record<string, unknown>[];
        return (
          <TableAnswer key={id} field={field} rows={rows} {...(reveal && { at: { pointer: `/${id}`, reveal } })} />
        );
      })}
    </Panel>
  ));
}
