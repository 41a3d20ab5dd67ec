import { answerText, fieldTitle } from "../../core/forms/answer-text.ts";
import type { FieldConflict } from "../api/draft-sync.ts";
import { rowsOnlyIn } from "../record-kit/changes.ts";
import { isTableField, TableAnswer } from "../record-kit/table-answer.tsx";
import { useLocale } from "../ui/i18n.ts";
import { type Side, TwoSidesDialog } from "../ui/two-sides-dialog.tsx";
import type { DraftWork } from "./draft-work.ts";
import { useDraftText } from "./text.ts";

/** Two values of one field side by side; the person chooses, field by field. */
export function ConflictDialog({
  work,
  conflicts,
  open,
  onClose,
}: {
  work: DraftWork;
  conflicts: readonly FieldConflict[];
  open: boolean;
  onClose: () => void;
}) {
  const t = useDraftText();
  const locale = useLocale();
  const side = (which: Side, { field, ...values }: FieldConflict) => {
    const schema = work.shared.fields[field];
    const value = values[which];
    const rows = rowsOnlyIn(value, values[which === "mine" ? "theirs" : "mine"]);
    return (
      <>
        <div>{schema ? answerText(schema, value, locale) : JSON.stringify(value)}</div>
        {schema && isTableField(schema) && rows.length > 0 && (
          <>
            <p className="sb-muted">{t("conflict.rows")}</p>
            <TableAnswer field={schema} rows={rows.map(({ row }) => row)} numbers={rows.map(({ number }) => number)} />
          </>
        )}
      </>
    );
  };
  return (
    <TwoSidesDialog
      open={open}
      words={{
        title: t("conflict.title"),
        lead: t("conflict.lead"),
        name: t("conflict.field"),
        mine: t("conflict.mine"),
        theirs: t("conflict.theirs"),
      }}
      conflicts={conflicts}
      name={({ field, refusal }) => {
        const schema = work.shared.fields[field];
        return (
          <>
            {schema ? fieldTitle(schema, locale) : field}
            {refusal && <div className="sb-field__error">{t("conflict.refused", { why: refusal.text[locale] })}</div>}
          </>
        );
      }}
      side={side}
      keepText={(which) => t(which === "mine" ? "conflict.keepMine" : "conflict.keepTheirs")}
      onKeep={(field, which) => work.sync.settle(field, which)}
      onClose={onClose}
    />
  );
}
