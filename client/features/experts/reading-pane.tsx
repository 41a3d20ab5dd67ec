import { useMemo, useState } from "react";
import type { SheetItem, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { answerText, fieldTitle, isBlankAnswer } from "../../../core/forms/answer-text.ts";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";
import { visibleFields } from "../../../core/forms/form-state.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { EvidenceFile } from "../../record-kit/evidence-file.tsx";
import { isTableField, TableAnswer } from "../../record-kit/table-answer.tsx";
import { Button } from "../../ui/button.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useText } from "./text.ts";

function Answer({ field, value }: { field: FieldSchema; value: unknown }) {
  const locale = useLocale();
  return (
    <>
      <dt>{fieldTitle(field, locale)}</dt>
      <dd className={isBlankAnswer(value) ? "sb-xp-blank" : undefined}>
        {isTableField(field) && Array.isArray(value) && value.length > 0 ? (
          <TableAnswer field={field} rows={value as Record<string, unknown>[]} />
        ) : (
          answerText(field, value, locale)
        )}
      </dd>
    </>
  );
}

/** What was declared and proved for one item, and on demand for all of them. */
export function ReadingPane({ sheet, item }: { sheet: SheetView; item: SheetItem | undefined }) {
  const t = useText();
  const locale = useLocale();
  const [everything, setEverything] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const document = sheet.form.form as FormDocument;
  const form = useMemo(() => compileForm(document), [document]);
  const visible = useMemo(() => {
    const withheld = new Set(sheet.withheld.fields);
    return new Set([...visibleFields(form, sheet.answers)].filter((field) => !withheld.has(field)));
  }, [form, sheet.answers, sheet.withheld.fields]);
  // An indicator the scheme ties to no part of the form is judged on the whole of it.
  const isTied = item !== undefined && item.sections.length + item.evidence.length > 0;
  const whole = everything || !isTied;
  const sections = form.sections
    .filter((section) => whole || item?.sections.includes(section.id))
    .map((section) => ({ ...section, shown: section.fields.filter((field) => visible.has(field)) }))
    .filter((section) => section.shown.length > 0);
  const files = sheet.evidence.filter((file) => whole || item?.evidence.includes(file.id));
  return (
    <>
      <div className="sb-xp-pane__head">
        <h2>{whole || !item ? t("pane.all") : t("pane.of", { item: item.title[locale] })}</h2>
        {isTied && (
          <Button size="small" aria-pressed={everything} onClick={() => setEverything(!everything)}>
            {t("pane.showAll")}
          </Button>
        )}
      </div>
      {item && !isTied && <p className="sb-muted">{t("pane.untied")}</p>}
      <h3>{t("pane.files", { count: files.length })}</h3>
      {files.length === 0 && <p className="sb-muted">{t("pane.noFiles")}</p>}
      <ul className="sb-xp-files">
        {files.map((file) => (
          <li key={file.id}>
            {file.requirementTitle && <div className="sb-muted">{file.requirementTitle[locale]}</div>}
            <EvidenceFile
              file={file}
              address={`/api/expert/assignments/${sheet.assignment.id}/evidence/${file.id}/content`}
              open={openId === file.id}
              onToggle={() => setOpenId(openId === file.id ? null : file.id)}
            />
          </li>
        ))}
      </ul>
      {sections.map((section) => (
        <section key={section.id}>
          <h3>{textIn(section.document.title, locale)}</h3>
          <dl className="sb-xp-answers">
            {section.shown.map((field) => {
              const schema = document.schema.properties[field];
              return schema && <Answer key={field} field={schema} value={sheet.answers[field]} />;
            })}
          </dl>
        </section>
      ))}
      {sections.length === 0 && <p className="sb-muted">{t("pane.noAnswers")}</p>}
    </>
  );
}
