import { useState } from "react";
import type { Flag, Verification } from "../../../core/contracts/declarations.ts";
import { answerText, fieldTitle, isBlankAnswer } from "../../../core/forms/answer-text.ts";
import type { FieldSchema } from "../../../core/forms/form-document.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/display.tsx";
import { Input } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useReviewText } from "./text.ts";

type TableSchema = Extract<FieldSchema, { items: { type: "object" } }>;

function TableAnswer({ field, rows }: { field: TableSchema; rows: readonly Record<string, unknown>[] }) {
  const locale = useLocale();
  const columns = Object.entries(field.items.properties);
  return (
    <section className="sb-table-wrap" aria-label={fieldTitle(field, locale)}>
      <table className="sb-table">
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map(([id, column]) => (
              <th key={id} scope="col">
                {fieldTitle(column, locale)}
                {column["x-unit"] && `（${column["x-unit"]}）`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: submitted rows do not move
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {columns.map(([id, column]) => (
                <td key={id}>{isBlankAnswer(row[id]) ? "" : answerText(column, row[id], locale)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the reviewer can do with one answer. */
export interface AnswerActions {
  verify(verdict: "accept" | null, verifiedValue?: number | string): void;
  flag(): void;
  unflag(flag: Flag): void;
  showEvidence(): void;
  reveal(): void;
}

function VerifiedValue({ onSet }: { onSet: (value: number) => void }) {
  const t = useReviewText();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  if (!open)
    return (
      <Button size="small" tone="text" onClick={() => setOpen(true)}>
        {t("record.setVerified")}
      </Button>
    );
  const value = Number(typed);
  return (
    <>
      <Input
        aria-label={t("record.verifiedValue")}
        inputMode="decimal"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button
        size="small"
        disabled={typed.trim() === "" || !Number.isFinite(value)}
        onClick={() => {
          onSet(value);
          setOpen(false);
        }}
      >
        {t("record.accept")}
      </Button>
    </>
  );
}

/** One answer with its verdict, its open flag, and what stands behind it. */
export function AnswerRow({
  field,
  value,
  revealed,
  verification,
  flag,
  hasEvidence,
  mayReview,
  actions,
}: {
  field: FieldSchema;
  value: unknown;
  /** The full value of a sensitive field, once it was asked for. */
  revealed: string | undefined;
  verification: Verification | undefined;
  flag: Flag | undefined;
  hasEvidence: boolean;
  mayReview: boolean;
  actions: AnswerActions;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const isTable = field.type === "array" && field.items.type === "object";
  return (
    <div className={`review-answer${flag ? " review-answer--flagged" : ""}`}>
      <div>
        <div className="review-answer__label">
          {fieldTitle(field, locale)} {field["x-paper"] === false && <Tag>{t("record.beyondPaper")}</Tag>}
        </div>
        <div className={`review-answer__value${isBlankAnswer(value) ? " review-answer__value--blank" : ""}`}>
          {revealed ?? answerText(field, value, locale)}
        </div>
        {verification?.verifiedValue != null && (
          <div>
            {t("record.verifiedValue")}：{answerText(field, verification.verifiedValue, locale)}
          </div>
        )}
      </div>
      <div className="review-answer__actions sb-no-print">
        {hasEvidence && (
          <Button size="small" tone="text" onClick={actions.showEvidence}>
            {t("record.showEvidence")}
          </Button>
        )}
        {mayReview && field["x-sensitive"] && !isBlankAnswer(value) && revealed === undefined && (
          <Button size="small" tone="text" onClick={actions.reveal}>
            {t("record.reveal")}
          </Button>
        )}
        {verification?.verdict === "accept" && <Tag tone="ok">{t("record.accepted")}</Tag>}
        {mayReview && !flag && verification?.verdict !== "accept" && (
          <Button size="small" onClick={() => actions.verify("accept")}>
            {t("record.accept")}
          </Button>
        )}
        {mayReview && verification?.verdict === "accept" && (
          <Button size="small" tone="text" onClick={() => actions.verify(null)}>
            {t("record.takeBack")}
          </Button>
        )}
        {mayReview && (field.type === "number" || field.type === "integer") && (
          <VerifiedValue onSet={(verified) => actions.verify("accept", verified)} />
        )}
        {mayReview && !flag && (
          <Button size="small" onClick={actions.flag}>
            {t("record.flag")}
          </Button>
        )}
      </div>
      {isTable && Array.isArray(value) && (
        <div className="review-answer__note">
          <TableAnswer field={field as TableSchema} rows={value as Record<string, unknown>[]} />
        </div>
      )}
      {flag && (
        <div className="review-answer__note">
          <Tag tone="warn">{t("record.flagged")}</Tag> {flag.message}{" "}
          <span className="sb-muted">{flag.raisedBy[locale]}</span>
          {mayReview && (
            <Button size="small" tone="text" onClick={() => actions.unflag(flag)}>
              {t("record.takeBack")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
