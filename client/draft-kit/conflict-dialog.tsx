import { answerText, fieldTitle } from "../../core/forms/answer-text.ts";
import type { FieldConflict } from "../api/draft-sync.ts";
import { rowsOnlyIn } from "../record-kit/changes.ts";
import { isTableField, TableAnswer } from "../record-kit/table-answer.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useLocale } from "../ui/i18n.ts";
import { Table } from "../ui/table.tsx";
import type { DraftWork } from "./draft-work.ts";
import { useDraftText } from "./text.ts";
import "./draft-kit.css";

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
  const side = (which: "mine" | "theirs", { field, ...values }: FieldConflict) => {
    const schema = work.shared.fields[field];
    const value = values[which];
    const rows = rowsOnlyIn(value, values[which === "mine" ? "theirs" : "mine"]);
    return (
      <div className="sb-dk-side">
        <div>{schema ? answerText(schema, value, locale) : JSON.stringify(value)}</div>
        {schema && isTableField(schema) && rows.length > 0 && (
          <>
            <p className="sb-muted">{t("conflict.rows")}</p>
            <TableAnswer field={schema} rows={rows.map(({ row }) => row)} numbers={rows.map(({ number }) => number)} />
          </>
        )}
        <Button size="small" onClick={() => work.sync.settle(field, which)}>
          {t(which === "mine" ? "conflict.keepMine" : "conflict.keepTheirs")}
        </Button>
      </div>
    );
  };
  return (
    <Dialog open={open} title={t("conflict.title")} shape="wide" onClose={onClose}>
      <p>{t("conflict.lead")}</p>
      <Table
        caption={t("conflict.title")}
        captionHidden
        rows={conflicts}
        rowKey={(conflict) => conflict.field}
        columns={[
          {
            key: "field",
            title: t("conflict.field"),
            rowHeader: true,
            render: ({ field, refusal }) => {
              const schema = work.shared.fields[field];
              return (
                <>
                  {schema ? fieldTitle(schema, locale) : field}
                  {refusal && (
                    <div className="sb-field__error">{t("conflict.refused", { why: refusal.text[locale] })}</div>
                  )}
                </>
              );
            },
          },
          { key: "mine", title: t("conflict.mine"), render: (conflict) => side("mine", conflict) },
          { key: "theirs", title: t("conflict.theirs"), render: (conflict) => side("theirs", conflict) },
        ]}
      />
    </Dialog>
  );
}
