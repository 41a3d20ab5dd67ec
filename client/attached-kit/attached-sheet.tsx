import type { AttachedDetail } from "../../core/contracts/attached.ts";
import type { Flag } from "../../core/contracts/declarations.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { FormChanges } from "../record-kit/form-changes.tsx";
import { useReveal } from "../record-kit/reveal.tsx";
import { Alert, Facts, Panel } from "../ui/display.tsx";
import { formatDay, formatInstant } from "../ui/format.ts";
import { useLocale } from "../ui/i18n.ts";
import { Decide } from "./attached-actions.tsx";
import { AttachedAnswers } from "./attached-answers.tsx";
import { AttachedEditor } from "./attached-editor.tsx";
import { AttachedFiles } from "./attached-files.tsx";
import { AttachedPaper, AttachedStatus } from "./attached-status.tsx";
import { useAttachedText } from "./text.ts";
import "./attached-kit.css";

/** An attached form as its viewer meets it: filled in by its author, read and judged by everybody else. */
export function AttachedSheet({
  detail,
  flags,
  onChanged,
}: {
  detail: AttachedDetail;
  flags?: readonly Flag[];
  onChanged: (detail: AttachedDetail) => void;
}) {
  const t = useAttachedText();
  const locale = useLocale();
  const { item } = detail;
  const { reveal, dialog } = useReveal(`/api/attached/${item.id}/reveal`, item.handedInAt);
  const document = detail.form.form as FormDocument;
  const facts = [
    { label: t(item.by === "applicant" || item.declarationId === null ? "owner" : "about"), value: item.owner },
    ...(item.to ? [{ label: t("to"), value: item.to[locale] }] : []),
    ...(item.dueOn ? [{ label: t("dueOn"), value: formatDay(item.dueOn, locale) }] : []),
    ...(item.handedInAt ? [{ label: t("handedInAt"), value: formatInstant(item.handedInAt, locale) }] : []),
    ...(item.answersHash
      ? [{ label: t("hash"), value: <span className="sb-mono">{item.answersHash.slice(0, 16)}…</span> }]
      : []),
    ...(item.source ? [{ label: t("source"), value: item.source }] : []),
  ];
  return (
    <>
      <Panel>
        <div className="sb-at-bar">
          <AttachedStatus item={item} />
          {item.id && <AttachedPaper id={item.id} locale={locale} />}
        </div>
        <Facts items={facts} />
      </Panel>
      {item.reason && item.status === "returned" && <Alert tone="warn">{t("returned", { reason: item.reason })}</Alert>}
      {detail.mayDecide && <Decide detail={detail} onDone={onChanged} />}
      {detail.editableFields.length + detail.editableEvidence.length > 0 ? (
        <AttachedEditor key={item.id} detail={detail} {...(flags && { flags })} onChanged={onChanged} />
      ) : (
        <>
          {detail.before && (
            <Panel title={t("changes")} id="attached-changes">
              <FormChanges
                form={document}
                before={detail.before}
                now={{ answers: detail.answers, files: detail.evidence }}
                hidden={detail.before.hiddenChanges}
                times={{ before: detail.before.handedInAt, now: item.handedInAt ?? "" }}
              />
            </Panel>
          )}
          <AttachedAnswers
            document={document}
            answers={detail.answers}
            reveal={detail.mayReveal ? reveal : undefined}
          />
          <AttachedFiles document={document} files={detail.evidence} />
          {dialog}
        </>
      )}
    </>
  );
}
