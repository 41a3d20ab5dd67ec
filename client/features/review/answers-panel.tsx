import { useState } from "react";
import type { DeclarationDetail, Flag, Verification } from "../../../core/contracts/declarations.ts";
import { fieldTitle } from "../../../core/forms/answer-text.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import { visibleFields } from "../../../core/forms/form-state.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { post, put, remove } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Panel } from "../../ui/display.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { AnswerRow } from "./answer-row.tsx";
import { FlagDialog } from "./flag-dialog.tsx";
import { requirementsOfField } from "./requirements-of-field.ts";
import { useReviewText } from "./text.ts";

/** The answers in the paper's order, section by section, each with its verdict. */
export function AnswersPanel({
  detail,
  form,
  onChanged,
  onFocus,
}: {
  detail: DeclarationDetail;
  form: CompiledForm;
  onChanged: () => Promise<unknown>;
  onFocus: (focus: { title: string; requirements: readonly string[] }) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const [flagging, setFlagging] = useState<string | null>(null);
  const [revealing, setRevealing] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [revealed, setRevealed] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const { document } = form;
  const base = `/api/declarations/${detail.summary.id}`;
  const visible = new Set(visibleFields(form, detail.answers));
  const openFlag = (field: string): Flag | undefined =>
    detail.flags.find((flag) => flag.pointer === `/${field}` && !flag.resolvedAt);
  const verdict = (field: string): Verification | undefined =>
    detail.verifications.find((verification) => verification.pointer === `/${field}`);
  const run = async (command: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await command();
      await onChanged();
      return true;
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
      return false;
    } finally {
      setBusy(false);
    }
  };
  const titleOf = (field: string) => {
    const schema = document.schema.properties[field];
    return schema ? fieldTitle(schema, locale) : field;
  };
  return (
    <>
      {form.sections.map((section) => {
        const fields = section.fields.filter((field) => visible.has(field));
        if (fields.length === 0) return null;
        return (
          <Panel key={section.id} title={textIn(section.document.title, locale)} id={`section-${section.id}`}>
            {fields.map((field) => {
              const schema = document.schema.properties[field];
              if (!schema) return null;
              const requirements = requirementsOfField(document, field);
              return (
                <AnswerRow
                  key={field}
                  field={schema}
                  value={detail.answers[field]}
                  revealed={revealed[field]}
                  verification={verdict(field)}
                  flag={openFlag(field)}
                  mayReview={detail.mayReview && !busy}
                  hasEvidence={requirements.length > 0}
                  actions={{
                    verify: (decided, verifiedValue) =>
                      void run(() =>
                        put(`${base}/verifications`, {
                          pointer: `/${field}`,
                          verdict: decided,
                          ...(verifiedValue !== undefined && { verifiedValue }),
                        }),
                      ),
                    flag: () => setFlagging(field),
                    unflag: (flag) => void run(() => remove(`${base}/flags/${flag.id}`)),
                    showEvidence: () => onFocus({ title: titleOf(field), requirements }),
                    reveal: () => setRevealing(field),
                  }}
                />
              );
            })}
          </Panel>
        );
      })}
      {flagging && (
        <FlagDialog
          title={titleOf(flagging)}
          busy={busy}
          onClose={() => setFlagging(null)}
          onFlag={(message) =>
            void run(() => post(`${base}/flags`, { pointer: `/${flagging}`, message })).then(
              (done) => done && setFlagging(null),
            )
          }
        />
      )}
      {revealing && (
        <Dialog
          open
          title={`${t("record.reveal")}：${titleOf(revealing)}`}
          onClose={() => setRevealing(null)}
          footer={
            <Button
              tone="primary"
              busy={busy}
              disabled={reason.trim().length < 5}
              onClick={() =>
                void run(async () => {
                  const answer = await post<{ value: string | null }>(`${base}/reveal`, {
                    pointer: `/${revealing}`,
                    reason: reason.trim(),
                  });
                  setRevealed((before) => ({ ...before, [revealing]: answer.value ?? "" }));
                }).then((done) => done && setRevealing(null))
              }
            >
              {t("record.show")}
            </Button>
          }
        >
          <p>{t("record.revealLead")}</p>
          <Field label={t("record.reason")} required>
            {(control) => (
              <Input {...control} value={reason} maxLength={400} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
        </Dialog>
      )}
    </>
  );
}
