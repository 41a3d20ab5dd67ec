import type { DeclarationVersion } from "../../../core/contracts/declarations.ts";
import { answerText, fieldTitle } from "../../../core/forms/answer-text.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { useGet } from "../../api/queries.ts";
import { Alert, LoadError, Skeleton } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { type Place, titleOfPlace } from "./places.ts";
import { useReviewText } from "./text.ts";

/** The last two submissions of a declaration; `null` numbers ask nothing. */
export function useLastSubmissions(id: string, latest: number | null) {
  const path = (number: number) => `/api/declarations/${id}/versions/${number}`;
  const once = { staleTimeMs: Number.POSITIVE_INFINITY };
  const isResubmission = latest !== null && latest > 1;
  const now = useGet<DeclarationVersion>(isResubmission ? path(latest) : null, undefined, once);
  const before = useGet<DeclarationVersion>(isResubmission ? path(latest - 1) : null, undefined, once);
  return { isResubmission, now, before };
}

/** Field id to its earlier answer, for every field whose answer is another one now. */
export function changedAnswers(before: DeclarationVersion, now: DeclarationVersion): Map<string, unknown> {
  const fields = new Set([...Object.keys(before.answers), ...Object.keys(now.answers)]);
  const changed = new Map<string, unknown>();
  for (const field of fields)
    if (JSON.stringify(before.answers[field] ?? null) !== JSON.stringify(now.answers[field] ?? null))
      changed.set(field, before.answers[field]);
  return changed;
}

type FileOfVersion = DeclarationVersion["evidence"][number];

/** Files of one submission that the other does not hold, told by their content. */
function onlyIn(files: readonly FileOfVersion[], others: readonly FileOfVersion[]): FileOfVersion[] {
  const held = new Set(others.map((file) => `${file.requirementId} ${file.sha256}`));
  return files.filter((file) => !held.has(`${file.requirementId} ${file.sha256}`));
}

function FileChanges({ form, title, files }: { form: FormDocument; title: string; files: readonly FileOfVersion[] }) {
  const locale = useLocale();
  if (files.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            {file.requirementId && titleOfPlace(form, { kind: "evidence", id: file.requirementId }, locale)}{" "}
            <a href={`/api/evidence/${file.id}/content`} download>
              {file.fileName}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a resubmission changed against the submission before: answers and files. */
export function SubmissionChanges({
  form,
  submissions,
  onGo,
}: {
  form: FormDocument;
  submissions: ReturnType<typeof useLastSubmissions>;
  onGo: (place: Place) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const { now, before } = submissions;
  const failed = now.error ?? before.error;
  if (failed)
    return (
      <LoadError message={failed.text[locale]} onRetry={() => void Promise.all([now.refetch(), before.refetch()])} />
    );
  if (!now.data || !before.data) return <Skeleton lines={4} />;
  const rows = [...changedAnswers(before.data, now.data)].flatMap(([id, was]) => {
    const field = form.schema.properties[id];
    return field ? [{ id, field, was, is: now.data?.answers[id] }] : [];
  });
  const added = onlyIn(now.data.evidence, before.data.evidence);
  const removed = onlyIn(before.data.evidence, now.data.evidence);
  return (
    <>
      <p className="sb-muted">
        {t("changes.lead", {
          before: formatInstant(before.data.submittedAt, locale),
          now: formatInstant(now.data.submittedAt, locale),
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
              render: (row) => (
                <button type="button" className="review-link" onClick={() => onGo({ kind: "field", id: row.id })}>
                  {fieldTitle(row.field, locale)}
                </button>
              ),
            },
            { key: "was", title: t("changes.before"), render: (row) => answerText(row.field, row.was, locale) },
            { key: "is", title: t("changes.now"), render: (row) => answerText(row.field, row.is, locale) },
          ]}
        />
      )}
      <FileChanges form={form} title={t("changes.added")} files={added} />
      <FileChanges form={form} title={t("changes.removed")} files={removed} />
    </>
  );
}
