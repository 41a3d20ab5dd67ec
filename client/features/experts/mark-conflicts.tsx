import type { FieldConflict } from "../../api/draft-sync.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { remarked } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import type { TypedMark } from "./sheet-work.ts";
import { useText } from "./text.ts";

/** The same item marked on two devices: both marks side by side, and the expert chooses. */
export function MarkConflicts({
  open,
  conflicts,
  titleOf,
  onSettle,
  onClose,
}: {
  open: boolean;
  conflicts: readonly FieldConflict[];
  titleOf: (item: string) => string;
  onSettle: (item: string, choice: "mine" | "theirs") => void;
  onClose: () => void;
}) {
  const t = useText();
  const locale = useLocale();
  const shown = (value: unknown) => {
    const mark = value as TypedMark | null | undefined;
    if (!mark || mark.points === "") return t("item.none");
    return mark.comment ? remarked(mark.points, mark.comment) : mark.points;
  };
  const choice = (side: "mine" | "theirs", conflict: FieldConflict) => (
    <>
      <div>{shown(conflict[side])}</div>
      <Button size="small" onClick={() => onSettle(conflict.field, side)}>
        {t(`conflict.keep.${side}`)}
      </Button>
    </>
  );
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
            key: "item",
            title: t("conflict.item"),
            rowHeader: true,
            render: ({ field, refusal }) => (
              <>
                {titleOf(field)}
                {refusal && <div className="sb-field__error">{refusal.text[locale]}</div>}
              </>
            ),
          },
          { key: "mine", title: t("conflict.mine"), render: (conflict) => choice("mine", conflict) },
          { key: "theirs", title: t("conflict.theirs"), render: (conflict) => choice("theirs", conflict) },
        ]}
      />
    </Dialog>
  );
}
