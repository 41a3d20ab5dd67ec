import { useState } from "react";
import type { DeclarationDetail, Flag, Verification } from "../../../core/contracts/declarations.ts";
import { fieldTitle } from "../../../core/forms/answer-text.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import { visibleFields } from "../../../core/forms/form-state.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { post, put, remove } from "../../api/client.ts";
import { Panel } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AnswerRow } from "./answer-row.tsx";
import { FlagDialog } from "./flag-dialog.tsx";
import { anchorOf, type Place, placeOfPointer, requirementsOfField } from "./places.ts";
import { RevealDialog } from "./reveal-dialog.tsx";
import { useCommands } from "./use-commands.ts";

/** The answers in the paper's order, section by section, each with its verdict. */
export function AnswersPanel({
  detail,
  form,
  root = "",
  before,
  onChanged,
  onFocus,
  onGo,
}: {
  detail: DeclarationDetail;
  form: CompiledForm;
  /** Where the pointers of an attached form begin; flags and verdicts of the detail are inside it. */
  root?: string;
  /** Answers of the submission before by field, for those that are others now. */
  before: ReadonlyMap<string, unknown>;
  onChanged: () => Promise<unknown>;
  onFocus: (focus: { title: string; requirements: readonly string[] }) => void;
  /** Puts the focus on an item; after a flag its button is gone. */
  onGo: (place: Place) => void;
}) {
  const locale = useLocale();
  const [asking, setAsking] = useState<{ what: "flag" | "reveal"; field: string } | null>(null);
  const [revealed, setRevealed] = useState<Record<string, string>>({});
  const { busy, problem, run, forget } = useCommands(onChanged);
  const { document } = form;
  const base = `/api/declarations/${detail.summary.id}`;
  const visible = new Set(visibleFields(form, detail.answers));
  const openFlag = (field: string): Flag | undefined =>
    detail.flags.find((flag) => {
      const place = placeOfPointer(flag.pointer);
      return !flag.resolvedAt && place.kind === "field" && place.id === field;
    });
  const verdict = (field: string): Verification | undefined =>
    detail.verifications.find((verification) => verification.pointer === `/${field}`);
  const titleOf = (field: string) => {
    const schema = document.schema.properties[field];
    return schema ? fieldTitle(schema, locale) : field;
  };
  const ask = (what: "flag" | "reveal", field: string) => {
    forget();
    setAsking({ what, field });
  };
  const flag = async (field: string, message: string) => {
    if (!(await run(() => post(`${base}/flags`, { pointer: `${root}/${field}`, message })))) return;
    setAsking(null);
    onGo({ kind: "field", id: field });
  };
  const unflag = async (field: string, raised: Flag) => {
    if (await run(() => remove(`${base}/flags/${raised.id}`))) onGo({ kind: "field", id: field });
  };
  const reveal = async (field: string, reason: string) => {
    const done = await run(async () => {
      const answer = await post<{ value: string | null }>(`${base}/reveal`, { pointer: `${root}/${field}`, reason });
      setRevealed((shown) => ({ ...shown, [field]: answer.value ?? "" }));
    });
    if (done) setAsking(null);
  };
  return (
    <>
      {!asking && <ProblemAlert problem={problem} />}
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
                  id={anchorOf({ kind: "field", id: field })}
                  field={schema}
                  value={detail.answers[field]}
                  before={before.has(field) ? { value: before.get(field) } : undefined}
                  revealed={revealed[field]}
                  verification={verdict(field)}
                  flag={openFlag(field)}
                  mayReview={detail.mayReview}
                  busy={busy}
                  hasEvidence={requirements.length > 0}
                  actions={{
                    verify: (decided, verifiedValue) =>
                      void run(() =>
                        put(`${base}/verifications`, {
                          pointer: `${root}/${field}`,
                          verdict: decided,
                          ...(verifiedValue !== undefined && { verifiedValue }),
                        }),
                      ),
                    flag: () => ask("flag", field),
                    unflag: (raised) => void unflag(field, raised),
                    showEvidence: () => onFocus({ title: titleOf(field), requirements }),
                    reveal: () => ask("reveal", field),
                  }}
                />
              );
            })}
          </Panel>
        );
      })}
      {asking?.what === "flag" && (
        <FlagDialog
          title={titleOf(asking.field)}
          busy={busy}
          problem={problem}
          onClose={() => setAsking(null)}
          onFlag={(message) => void flag(asking.field, message)}
        />
      )}
      {asking?.what === "reveal" && (
        <RevealDialog
          title={titleOf(asking.field)}
          busy={busy}
          problem={problem}
          onClose={() => setAsking(null)}
          onReveal={(reason) => void reveal(asking.field, reason)}
        />
      )}
    </>
  );
}
