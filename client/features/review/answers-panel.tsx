import { useState } from "react";
import type { DeclarationDetail, Flag, Verification } from "../../../core/contracts/declarations.ts";
import { fieldTitle } from "../../../core/forms/answer-text.ts";
import type { CompiledForm } from "../../../core/forms/compile-form.ts";
import { visibleFields } from "../../../core/forms/form-state.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { post, put, remove } from "../../api/client.ts";
import type { Reveal } from "../../record-kit/reveal.tsx";
import { Panel } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AnswerRow } from "./answer-row.tsx";
import type { EvidenceFocus } from "./evidence-pane.tsx";
import { FlagDialog } from "./flag-dialog.tsx";
import { anchorOf, anchorPrefix, type Place, placeOfPointer, requirementsOfField } from "./places.ts";
import { useCommands } from "./use-commands.ts";

/** The answers in the paper's order, section by section, each with its verdict. */
export function AnswersPanel({
  detail,
  form,
  root = "",
  before,
  reveal,
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
  /** How masked values are asked for; left out for who may not. */
  reveal: Reveal | undefined;
  onChanged: () => Promise<unknown>;
  onFocus: (focus: EvidenceFocus) => void;
  /** Puts the focus on an item; after a flag its button is gone. */
  onGo: (place: Place) => void;
}) {
  const locale = useLocale();
  const [flagging, setFlagging] = useState<string | null>(null);
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
  const prefix = anchorPrefix(root);
  const anchor = (field: string) => prefix + anchorOf({ kind: "field", id: field });
  /** The page finds items of the declaration; those of an attached form lie here. */
  const goTo = (field: string) => {
    if (root === "") onGo({ kind: "field", id: field });
    else requestAnimationFrame(() => globalThis.document.getElementById(anchor(field))?.focus());
  };
  const flag = async (field: string, message: string) => {
    if (!(await run(() => post(`${base}/flags`, { pointer: `${root}/${field}`, message })))) return;
    setFlagging(null);
    goTo(field);
  };
  const unflag = async (field: string, raised: Flag) => {
    if (await run(() => remove(`${base}/flags/${raised.id}`))) goTo(field);
  };
  return (
    <>
      {flagging === null && <ProblemAlert problem={problem} />}
      {form.sections.map((section) => {
        const fields = section.fields.filter((field) => visible.has(field));
        if (fields.length === 0) return null;
        return (
          <Panel key={section.id} title={textIn(section.document.title, locale)} id={`${prefix}section-${section.id}`}>
            {fields.map((field) => {
              const schema = document.schema.properties[field];
              if (!schema) return null;
              const requirements = requirementsOfField(document, field);
              return (
                <AnswerRow
                  key={field}
                  id={anchor(field)}
                  pointer={`/${field}`}
                  field={schema}
                  value={detail.answers[field]}
                  before={before.has(field) ? { value: before.get(field) } : undefined}
                  reveal={reveal}
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
                    flag: () => {
                      forget();
                      setFlagging(field);
                    },
                    unflag: (raised) => void unflag(field, raised),
                    showEvidence: () => onFocus({ title: titleOf(field), requirements }),
                  }}
                />
              );
            })}
          </Panel>
        );
      })}
      {flagging !== null && (
        <FlagDialog
          title={titleOf(flagging)}
          busy={busy}
          problem={problem}
          onClose={() => setFlagging(null)}
          onFlag={(message) => void flag(flagging, message)}
        />
      )}
    </>
  );
}
