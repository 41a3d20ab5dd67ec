import { useState } from "react";
import type { RenewTitle, TitleDetail } from "../../../core/contracts/titles.ts";
import { yearsAfter } from "../../../core/workflow/award-rules.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { useTitlesText } from "./text.ts";
import { TitleStepDialog } from "./title-step-dialog.tsx";

/** Prolongs a title; the programme's years from its last day are the first offer. */
export function RenewTitleDialog({
  detail,
  onClose,
  onDone,
}: {
  detail: TitleDetail;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTitlesText();
  const { id, validUntil } = detail.title;
  const offered = validUntil !== null && detail.validYears !== null ? yearsAfter(validUntil, detail.validYears) : "";
  const [until, setUntil] = useState(offered);
  const body: Omit<RenewTitle, "reason"> = { validUntil: until };
  return (
    <TitleStepDialog titleId={id} step="renew" body={body} onClose={onClose} onDone={onDone}>
      <TextField label={t("field.validUntil")} required type="date" value={until} onChange={setUntil} />
    </TitleStepDialog>
  );
}
