import { useState } from "react";
import type { ChangeMark, SheetItem, SheetView } from "../../../core/contracts/expert-sheets.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextAreaField, TextField } from "../../ui/labelled-controls.tsx";
import { showToast } from "../../ui/toast.tsx";
import { readPoints } from "./mark-text.ts";
import { useText } from "./text.ts";

/** Another mark for an item that was handed in: the earlier one stays on record, with the reason beside the new one. */
export function ChangeDialog({
  sheet,
  item,
  onClose,
  onDone,
}: {
  sheet: SheetView;
  item: SheetItem;
  onClose: () => void;
  onDone: (sheet: SheetView) => void;
}) {
  const t = useText();
  const locale = useLocale();
  const [points, setPoints] = useState(item.mark?.points ?? "");
  const [comment, setComment] = useState(item.mark?.comment ?? "");
  const [reason, setReason] = useState("");
  const command = useOnce();
  const { scale } = sheet;
  const read = readPoints(points, scale);
  const submit = async () => {
    if (read.kind !== "mark") return;
    const body: ChangeMark = {
      item: item.id,
      points: read.text,
      comment: comment.trim() || null,
      reason: reason.trim(),
    };
    const done = await command.run((idempotencyKey) =>
      post<SheetView>(`/api/expert/assignments/${sheet.assignment.id}/changes`, body, { idempotencyKey }),
    );
    if (!done) return;
    showToast(t("change.done"));
    onDone(done);
  };
  return (
    <FormDialog
      title={t("change.title", { item: item.title[locale] })}
      submitText={t("change.confirm")}
      ready={read.kind === "mark" && reason.trim().length >= 2}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("change.lead")}</p>
      <TextField
        label={t("change.points", { low: scale[0], high: scale[1] })}
        error={read.kind === "wrong" ? t(`item.wrong.${read.why}`, { low: scale[0], high: scale[1] }) : undefined}
        marked
        className="sb-input--number"
        inputMode="decimal"
        autoComplete="off"
        value={points}
        onChange={setPoints}
      />
      <TextAreaField label={t("item.comment")} rows={2} maxLength={2000} value={comment} onChange={setComment} />
      <TextAreaField
        label={t("reason")}
        hint={t("change.reasonHint")}
        required
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
