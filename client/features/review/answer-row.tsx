import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Flag, Verification } from "../../../core/contracts/declarations.ts";
import { answerText, fieldTitle, isBlankAnswer } from "../../../core/forms/answer-text.ts";
import type { FieldSchema } from "../../../core/forms/form-document.ts";
import { type Reveal, RevealButton } from "../../record-kit/reveal.tsx";
import { isTableField, TableAnswer } from "../../record-kit/table-answer.tsx";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/display.tsx";
import { Input } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { labelled } from "../../ui/punctuation.ts";
import { FlagNote } from "./flag-note.tsx";
import { useReviewText } from "./text.ts";

/** What the reviewer can do with one answer. */
export interface AnswerActions {
  verify(verdict: "accept" | null, verifiedValue?: number): void;
  flag(): void;
  unflag(flag: Flag): void;
  showEvidence(): void;
}

/** A number the reviewer found, typed beside the declared one. Enter takes it, Escape closes. */
function VerifiedValue({
  title,
  unit,
  busy,
  onSet,
}: {
  title: string;
  unit: string | undefined;
  busy: boolean;
  onSet: (value: number) => void;
}) {
  const t = useReviewText();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open) input.current?.focus();
    else if (wasOpen.current) opener.current?.focus();
    wasOpen.current = open;
  }, [open]);
  const text = typed.replaceAll(/[,，\s]/g, "");
  const value = Number(text);
  const isNumber = text !== "" && Number.isFinite(value);
  if (!open)
    return (
      <Button
        ref={opener}
        size="small"
        tone="text"
        busy={busy}
        aria-label={labelled(t("record.setVerified"), title)}
        onClick={() => setOpen(true)}
      >
        {t("record.setVerified")}
      </Button>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isNumber) return;
    onSet(value);
    setTyped("");
    setOpen(false);
  };
  return (
    <form className="review-verified" onSubmit={submit}>
      <Input
        ref={input}
        aria-label={labelled(t("record.verifiedValue"), title)}
        inputMode="decimal"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
        }}
      />
      {unit && <span className="sb-muted">{unit}</span>}
      <Button size="small" type="submit" busy={busy} disabled={!isNumber}>
        {t("record.takeVerified")}
      </Button>
      <Button size="small" tone="text" onClick={() => setOpen(false)}>
        {t("record.cancel")}
      </Button>
    </form>
  );
}

/** Declared and verified value side by side, with what lies between. */
function BothValues({ field, declared, verified }: { field: FieldSchema; declared: unknown; verified: unknown }) {
  const t = useReviewText();
  const locale = useLocale();
  const gap =
    typeof declared === "number" && typeof verified === "number"
      ? Number((verified - declared).toPrecision(12))
      : undefined;
  return (
    <dl className="review-both">
      <dt>{t("record.declaredValue")}</dt>
      <dd>{answerText(field, declared, locale)}</dd>
      <dt>{t("record.verifiedValue")}</dt>
      <dd>
        <strong>{answerText(field, verified, locale)}</strong>
        {gap !== undefined && gap !== 0 && (
          <span className="sb-muted">
            {" "}
            {t("record.gap", { gap: `${gap > 0 ? "+" : ""}${answerText(field, gap, locale)}` })}
          </span>
        )}
      </dd>
    </dl>
  );
}

/** One answer with its verdict, its open flag, what stands behind it and what it was before. */
export function AnswerRow({
  id,
  field,
  value,
  before,
  pointer,
  reveal,
  verification,
  flag,
  hasEvidence,
  mayReview,
  busy,
  actions,
}: {
  id: string;
  field: FieldSchema;
  value: unknown;
  /** The answer of the submission before, when it was another one. */
  before: { value: unknown } | undefined;
  /** Where the answer is in its form. */
  pointer: string;
  /** How masked values are asked for; undefined for who may not. */
  reveal: Reveal | undefined;
  verification: Verification | undefined;
  flag: Flag | undefined;
  hasEvidence: boolean;
  mayReview: boolean;
  /** A command is under way: buttons refuse, but stay where they are. */
  busy: boolean;
  actions: AnswerActions;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const title = fieldTitle(field, locale);
  const isNumber = field.type === "number" || field.type === "integer";
  const accepted = verification?.verdict === "accept";
  const named = (action: string) => ({ "aria-label": labelled(action, title) });
  return (
    <div id={id} tabIndex={-1} className={`review-answer${flag ? " review-answer--flagged" : ""}`}>
      <div>
        <div className="review-answer__label">
          {title} {field["x-paper"] === false && <Tag>{t("record.beyondPaper")}</Tag>}{" "}
          {before && <Tag tone="info">{t("record.changed")}</Tag>}
        </div>
        {verification?.verifiedValue != null ? (
          <BothValues field={field} declared={value} verified={verification.verifiedValue} />
        ) : (
          <div className={`review-answer__value${isBlankAnswer(value) ? " review-answer__value--blank" : ""}`}>
            {reveal?.shown[pointer] ?? answerText(field, value, locale)}
          </div>
        )}
        {before && (
          <div className="sb-muted">{t("record.was", { value: answerText(field, before.value, locale) })}</div>
        )}
      </div>
      <div className="review-answer__actions sb-no-print">
        {hasEvidence && (
          <Button size="small" tone="text" {...named(t("record.showEvidence"))} onClick={actions.showEvidence}>
            {t("record.showEvidence")}
          </Button>
        )}
        {reveal && field["x-sensitive"] && !isBlankAnswer(value) && (
          <RevealButton reveal={reveal} pointer={pointer} title={title} />
        )}
        {mayReview && isNumber && !field["x-sensitive"] && (
          <VerifiedValue
            title={title}
            unit={field["x-unit"]}
            busy={busy}
            onSet={(verified) => actions.verify("accept", verified)}
          />
        )}
        {accepted && <Tag tone="ok">{t("record.accepted")}</Tag>}
        {mayReview && (!flag || accepted) && (
          // One button for both directions: pressing it must not take the focus away.
          <Button
            size="small"
            tone={accepted ? "text" : "default"}
            busy={busy}
            {...named(accepted ? t("record.takeBack") : t("record.accept"))}
            onClick={() => actions.verify(accepted ? null : "accept")}
          >
            {accepted ? t("record.takeBack") : t("record.accept")}
          </Button>
        )}
        {mayReview && !flag && (
          <Button size="small" {...named(t("record.flag"))} onClick={actions.flag}>
            {t("record.flag")}
          </Button>
        )}
      </div>
      {isTableField(field) && Array.isArray(value) && (
        <div className="review-answer__note">
          <TableAnswer
            field={field}
            rows={value as Record<string, unknown>[]}
            {...(reveal && { at: { pointer, reveal } })}
          />
        </div>
      )}
      {flag && <FlagNote flag={flag} title={title} busy={busy} onTakeBack={mayReview ? actions.unflag : undefined} />}
    </div>
  );
}
