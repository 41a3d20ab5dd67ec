import type { FieldConflict } from "../../api/draft-sync.ts";
import { useLocale } from "../../ui/i18n.ts";
import { remarked } from "../../ui/punctuation.ts";
import { type Side, TwoSidesDialog } from "../../ui/two-sides-dialog.tsx";
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
  onSettle: (item: string, choice: Side) => void;
  onClose: () => void;
}) {
  const t = useText();
  const locale = useLocale();
  const shown = (value: unknown) => {
    const mark = value as TypedMark | null | undefined;
    if (!mark || mark.points === "") return t("item.none");
    return mark.comment ? remarked(mark.points, mark.comment) : mark.points;
  };
  return (
    <TwoSidesDialog
      open={open}
      words={{
        title: t("conflict.title"),
        lead: t("conflict.lead"),
        name: t("conflict.item"),
        mine: t("conflict.mine"),
        theirs: t("conflict.theirs"),
      }}
      conflicts={conflicts}
      name={({ field, refusal }) => (
        <>
          {titleOf(field)}
          {refusal && <div className="sb-field__error">{refusal.text[locale]}</div>}
        </>
      )}
      side={(which, conflict) => <div>{shown(conflict[which])}</div>}
      keepText={(which) => t(`conflict.keep.${which}`)}
      onKeep={onSettle}
      onClose={onClose}
    />
  );
}
