import { answerText, fieldTitle } from "../../../core/forms/answer-text.ts";
import type { FieldConflict } from "../../api/draft-sync.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

/** Two values of one field side by side; the person chooses, field by field. */
export function ConflictDialog({
  workspace,
  conflicts,
  open,
  onClose,
}: {
  workspace: Workspace;
  conflicts: readonly FieldConflict[];
  open: boolean;
  onClose: () => void;
}) {
  const t = useText();
  const locale = useLocale();
  const schemaOf = (field: string) => workspace.shared.fields[field];
  const textOf = (field: string, value: unknown) => {
    const schema = schemaOf(field);
    return schema ? answerText(schema, value, locale) : JSON.stringify(value);
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
              const schema = schemaOf(field);
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
          {
            key: "mine",
            title: t("conflict.mine"),
            render: ({ field, mine }) => (
              <>
                <div className="sb-dc-value">{textOf(field, mine)}</div>
                <Button size="small" onClick={() => workspace.sync.settle(field, "mine")}>
                  {t("conflict.keepMine")}
                </Button>
              </>
            ),
          },
          {
            key: "theirs",
            title: t("conflict.theirs"),
            render: ({ field, theirs }) => (
              <>
                <div className="sb-dc-value">{textOf(field, theirs)}</div>
                <Button size="small" onClick={() => workspace.sync.settle(field, "theirs")}>
                  {t("conflict.keepTheirs")}
                </Button>
              </>
            ),
          },
        ]}
      />
    </Dialog>
  );
}
