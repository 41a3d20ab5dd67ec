import type { FieldTemplateProps } from "@rjsf/utils";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { titleOf } from "../../../core/forms/field-kinds.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { remarked } from "../../ui/punctuation.ts";
import {
  controlId,
  useFieldState,
  useFormShared,
  useInline,
  useLockReason,
  useShownFindings,
} from "../form-context.ts";
import { kindOf } from "../kinds/kinds.ts";
import { OfferLine } from "../offer-line.tsx";
import { useFormText } from "../text.ts";

/** Findings beside their field. Warnings and notes say so in words, not by colour alone. */
export function FieldFindings({ field }: { field: string }) {
  const t = useFormText();
  const locale = useLocale();
  const findings = useShownFindings(field);
  if (findings.length === 0) return null;
  // Findings of single cells stand in the table; here each message is said once.
  const messages = new Map(findings.map((finding) => [finding.message.zh, finding]));
  return (
    <ul className="sb-fk-findings" id={`${controlId(field)}-findings`}>
      {[...messages.values()].slice(0, 5).map((finding) => (
        <li key={finding.message.zh} className={`sb-fk-finding sb-fk-finding--${finding.level}`}>
          <strong>{t(`findings.${finding.level}`)}</strong> {finding.message[locale]}
        </li>
      ))}
    </ul>
  );
}

/** What a reviewer pointed out when sending the declaration back. */
export function FieldFlags({ field }: { field: string }) {
  const t = useFormText();
  const locale = useLocale();
  const { flagsFor } = useFormShared();
  const flags = flagsFor(field);
  if (flags.length === 0) return null;
  return (
    <ul className="sb-fk-flags" id={`${controlId(field)}-flags`}>
      {flags.map((flag) => (
        <li key={flag.id}>
          <strong>{t("flagBy", { who: flag.raisedBy[locale] })}</strong>
          {flag.message} <span className="sb-muted sb-small">{formatInstant(flag.raisedAt, locale)}</span>{" "}
          {flag.resolvedAt && <Tag tone="ok">{t("flagResolved")}</Tag>}
        </li>
      ))}
    </ul>
  );
}

function IndicatorHelp({ id }: { id: string }) {
  const t = useFormText();
  const locale = useLocale();
  const { indicator } = useFormShared();
  const note = indicator(id);
  if (!note) return null;
  return (
    <details className="sb-fk-explain">
      <summary>{t("explain")}</summary>
      <p>
        <strong>{t("definition")}</strong> {note.definition[locale]}
      </p>
      {note.formula && (
        <p>
          <strong>{t("formula")}</strong> {note.formula[locale]}
        </p>
      )}
      {note.evidence && (
        <p>
          <strong>{t("evidence")}</strong> {note.evidence[locale]}
        </p>
      )}
      {note.comparability && (
        <p>
          <strong>{t("comparability")}</strong> {note.comparability[locale]}
        </p>
      )}
    </details>
  );
}

/** Explanation, why it cannot be changed, and the evidence it calls for. */
function FieldHint({ field }: { field: string }) {
  const t = useFormText();
  const locale = useLocale();
  const { fields, evidenceFor, evidenceHref } = useFormShared();
  const reason = useLockReason(field);
  const schema = fields[field];
  const evidence = evidenceFor(field);
  const description = (locale === "en" ? schema?.["x-en"]?.description : undefined) ?? schema?.description;
  if (!description && evidence.length === 0 && !reason) return null;
  return (
    <div className="sb-field__hint" id={`${controlId(field)}-hint`}>
      {reason && <span>{t(reason)} </span>}
      {description && <span>{description} </span>}
      {evidence.map((requirement) => {
        const href = evidenceHref(requirement.id);
        // Within the page the browser itself goes there and takes the focus along.
        const Anchor = href.startsWith("#") ? "a" : Link;
        return (
          <Anchor key={requirement.id} href={href} className="sb-fk-evidence">
            {t("evidenceHint", { title: textIn(requirement.title, locale) })}
          </Anchor>
        );
      })}
    </div>
  );
}

/** A field with its label above, findings and hints below. */
function BlockField({ field, children }: { field: string; children: ReactNode }) {
  const t = useFormText();
  const locale = useLocale();
  const { fields } = useFormShared();
  const state = useFieldState(field);
  const schema = fields[field];
  if (!schema || !state.visible) return null;
  const { labelled } = kindOf(schema);
  const id = controlId(field);
  const label = (
    <>
      {state.required && (
        <span className="sb-field__mark" aria-hidden="true">
          *
        </span>
      )}
      {titleOf(schema)[locale]}
      {state.required && labelled === "group" && (
        <span className="sb-visually-hidden">{remarked("", t("required"))}</span>
      )}
    </>
  );
  return (
    <div className="sb-field sb-fk-field" data-field={field}>
      {labelled === "control" ? (
        <label className="sb-field__label" htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
      ) : (
        <div className="sb-field__label" id={`${id}-label`}>
          {label}
        </div>
      )}
      <FieldFlags field={field} />
      {children}
      <OfferLine field={field} />
      <FieldFindings field={field} />
      <FieldHint field={field} />
      {schema["x-indicator"] && <IndicatorHelp id={schema["x-indicator"]} />}
    </div>
  );
}

/** A blank inside a sentence: the label is spoken, not printed; what is wrong stands below the sentence. */
function InlineField({ field, children }: { field: string; children: ReactNode }) {
  const t = useFormText();
  const locale = useLocale();
  const { fields } = useFormShared();
  const state = useFieldState(field);
  const schema = fields[field];
  if (!schema) return null;
  if (!state.visible) {
    return (
      <span className="sb-fk-unasked" title={t("notAsked")}>
        ＿＿
      </span>
    );
  }
  const { labelled } = kindOf(schema);
  const id = controlId(field);
  return (
    <span className="sb-fk-blank" data-field={field}>
      {labelled === "control" ? (
        <label className="sb-visually-hidden" htmlFor={id} id={`${id}-label`}>
          {titleOf(schema)[locale]}
        </label>
      ) : (
        <span className="sb-visually-hidden" id={`${id}-label`}>
          {titleOf(schema)[locale]}
        </span>
      )}
      {children}
    </span>
  );
}

/** rjsf's place for a field. The root object stands for itself; every other place is a field of the section. */
export function FieldTemplate({ fieldPathId, children }: FieldTemplateProps) {
  const inline = useInline();
  const field = fieldPathId.path.at(-1);
  if (field === undefined) return <>{children}</>;
  return inline ? (
    <InlineField field={String(field)}>{children}</InlineField>
  ) : (
    <BlockField field={String(field)}>{children}</BlockField>
  );
}
