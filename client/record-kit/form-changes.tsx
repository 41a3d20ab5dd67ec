import { answerText, fieldTitle } from "../../core/forms/answer-text.ts";
import type { FieldSchema, FormDocument } from "../../core/forms/form-document.ts";
import { textIn } from "../../core/problems/finding.ts";
import { Alert } from "../ui/display.tsx";
import { formatInstant } from "../ui/format.ts";
import { useLocale } from "../ui/i18n.ts";
import { Table } from "../ui/table.tsx";
import { changedAnswers, filesOnlyIn, hiddenRows, rowsOnlyIn, type Submissions } from "./changes.ts";
import { isTableField, TableAnswer } from "./table-answer.tsx";
import { useRecordText } from "./text.ts";
import "./record-kit.css";

function FileChanges({
  form,
  title,
  files,
}: {
  form: FormDocument;
  title: string;
  files: Submissions["now"]["files"];
}) {
  const locale = useLocale();
  if (files.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {files.map((file) => {
          const requirement = form.evidence.find(({ id }) => id === file.requirementId);
          return (
            <li key={file.id}>
              {requirement && `${textIn(requirement.title, locale)} `}
              <a href={`/api/evidence/${file.id}/content`} download>
                {file.fileName}
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Rows of one table that were taken away or written anew; a corrected row is in both. */
function RowChanges({
  field,
  was,
  is,
  hidden,
}: {
  field: FieldSchema;
  was: unknown;
  is: unknown;
  /** Rows in which something changed behind a mask. */
  hidden: ReadonlySet<number>;
}) {
  const t = useRecordText();
  const locale = useLocale();
  if (!isTableField(field)) return null;
  const sides = [
    { title: t("changes.rowsBefore"), rows: rowsOnlyIn(was, is, { there: hidden }) },
    { title: t("changes.rowsNow"), rows: rowsOnlyIn(is, was, { here: hidden }) },
  ].filter(({ rows }) => rows.length > 0);
  if (sides.length === 0) return <p className="sb-muted">{t("changes.moved", { table: fieldTitle(field, locale) })}</p>;
  return sides.map(({ title, rows }) => (
    <div key={title}>
      <h3>
        {fieldTitle(field, locale)} · {title}
      </h3>
      <TableAnswer field={field} rows={rows.map(({ row }) => row)} numbers={rows.map(({ number }) => number)} />
    </div>
  ));
}

/** What one submission of a form changed against the one before: answers, rows of tables, files. */
export function FormChanges({
  form,
  before,
  now,
  hidden,
  times,
  onGo,
}: Submissions & {
  form: FormDocument;
  times: { before: string; now: string };
  /** Leads to a field; left out where the answers are not on the page. */
  onGo?: (field: string) => void;
}) {
  const t = useRecordText();
  const locale = useLocale();
  const rows = [...changedAnswers(before.answers, now.answers, hidden)].flatMap(([id, was]) => {
    const field = form.schema.properties[id];
    return field ? [{ id, field, was, is: now.answers[id] }] : [];
  });
  const isBehindMask = (id: string) => hidden.some((pointer) => pointer.split("/")[1] === id);
  const added = filesOnlyIn(now.files, before.files);
  const removed = filesOnlyIn(before.files, now.files);
  return (
    <div className="sb-rk-changes">
      <p className="sb-muted">
        {t("changes.lead", {
          before: formatInstant(times.before, locale),
          now: formatInstant(times.now, locale),
        })}
      </p>
      {rows.length + added.length + removed.length === 0 && <Alert tone="info">{t("changes.none")}</Alert>}
      {rows.length > 0 && (
        <Table
          caption={t("changes.caption")}
          captionHidden
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "item",
              title: t("changes.item"),
              rowHeader: true,
              render: (row) =>
                onGo ? (
                  <button type="button" className="sb-rk-link" onClick={() => onGo(row.id)}>
                    {fieldTitle(row.field, locale)}
                  </button>
                ) : (
                  fieldTitle(row.field, locale)
                ),
            },
            { key: "was", title: t("changes.before"), render: (row) => answerText(row.field, row.was, locale) },
            {
              key: "is",
              title: t("changes.now"),
              render: (row) => (
                <>
                  {answerText(row.field, row.is, locale)}
                  {isBehindMask(row.id) && <div className="sb-muted">{t("changes.masked")}</div>}
                </>
              ),
            },
          ]}
        />
      )}
      {rows.map(({ id, field, was, is }) => (
        <RowChanges key={id} field={field} was={was} is={is} hidden={hiddenRows(id, hidden)} />
      ))}
      <FileChanges form={form} title={t("changes.added")} files={added} />
      <FileChanges form={form} title={t("changes.removed")} files={removed} />
    </div>
  );
}
