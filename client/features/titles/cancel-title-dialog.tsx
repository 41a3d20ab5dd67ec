import { useState } from "react";
import type { CancelTitle, TitleDetail } from "../../../core/contracts/titles.ts";
import { Checkbox } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { useTitlesText } from "./text.ts";
import { TitleStepDialog } from "./title-step-dialog.tsx";

/** Cancels a title on one of the grounds of its programme; says the ban before it is done. */
export function CancelTitleDialog({
  detail,
  onClose,
  onDone,
}: {
  detail: TitleDetail;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTitlesText();
  const locale = useLocale();
  const [groundId, setGroundId] = useState("");
  const [withRecognised, setWithRecognised] = useState(true);
  const standing = detail.recognised.filter(({ status }) => status !== "cancelled");
  const ground = detail.grounds.find(({ id }) => id === groundId);
  const body: Omit<CancelTitle, "reason"> = { groundId, ...(standing.length > 0 && { withRecognised }) };
  return (
    <TitleStepDialog titleId={detail.title.id} step="cancel" danger body={body} onClose={onClose} onDone={onDone}>
      <SelectField
        label={t("cancel.ground")}
        required
        value={groundId}
        placeholder=""
        onChange={setGroundId}
        options={detail.grounds.map(({ id, text, source }) => ({
          value: id,
          label: t("cancel.groundOption", { text: text[locale], source }),
        }))}
      />
      {ground && (
        <p aria-live="polite">
          {ground.banYears > 0 ? t("cancel.ban", { years: ground.banYears }) : t("cancel.noBan")}
        </p>
      )}
      {standing.length > 0 && (
        <>
          <p>{t("cancel.recognised", { numbers: standing.map(({ number }) => number).join(t("cancel.join")) })}</p>
          <Checkbox checked={withRecognised} onChange={(event) => setWithRecognised(event.target.checked)}>
            {t("cancel.withRecognised")}
          </Checkbox>
        </>
      )}
    </TitleStepDialog>
  );
}
