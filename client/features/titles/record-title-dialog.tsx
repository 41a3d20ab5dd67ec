import { useState } from "react";
import type { RecordedTitles, TitleRules } from "../../../core/contracts/titles.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { useTitlesText } from "./text.ts";

const blank = { holder: "", creditCode: "", region: "", number: "", awardedOn: "", validUntil: "", basis: "" };

/** Records one title that was given outside the rounds. */
export function RecordTitleDialog({
  programmes,
  onClose,
  onRecorded,
}: {
  programmes: TitleRules["programmes"];
  onClose: () => void;
  onRecorded: () => void;
}) {
  const t = useTitlesText();
  const locale = useLocale();
  const [programmeId, setProgrammeId] = useState(programmes[0]?.id ?? "");
  const [values, setValues] = useState(blank);
  const [rule, setRule] = useState("");
  const command = useOnce();
  const programme = programmes.find(({ id }) => id === programmeId);
  const submit = async () => {
    const { number, creditCode, validUntil, ...required } = values;
    const title = {
      ...required,
      basis: rule || required.basis,
      ...(number && { number }),
      ...(creditCode && { creditCode }),
      ...(validUntil && { validUntil }),
    };
    const done = await command.run((idempotencyKey) =>
      post<RecordedTitles>("/api/titles", { programmeId, titles: [title] }, { idempotencyKey }),
    );
    if (done) onRecorded();
  };
  const field = (name: keyof typeof blank, more: { required?: boolean; type?: "date"; hint?: string } = {}) => (
    <TextField
      label={t(`field.${name}`)}
      hint={more.hint}
      required={more.required}
      type={more.type ?? "text"}
      maxLength={name === "basis" ? 1000 : 200}
      value={values[name]}
      onChange={(value) => setValues({ ...values, [name]: value })}
    />
  );
  return (
    <FormDialog
      title={t("record.title")}
      submitText={t("record.save")}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("record.lead")}</p>
      <ProgrammeField programmes={programmes} value={programmeId} onChange={setProgrammeId} />
      {field("holder", { required: true })}
      {programme?.applicant === "organisation" && field("creditCode", { hint: t("record.creditCodeHint") })}
      {field("region", { required: true, hint: t("record.regionHint") })}
      {field("awardedOn", { required: true, type: "date" })}
      {field("validUntil", { type: "date", hint: t("record.validUntilHint") })}
      {field("number", { hint: t("record.numberHint") })}
      {programme !== undefined && programme.recognition.length > 0 && (
        <SelectField
          label={t("record.basisChoice")}
          value={rule}
          placeholder={t("record.otherBasis")}
          onChange={setRule}
          options={programme.recognition.map(({ id, text, source }) => ({
            value: id,
            label: t("cancel.groundOption", { text: text[locale], source }),
          }))}
        />
      )}
      {rule === "" && field("basis", { required: true, hint: t("record.basisHint") })}
    </FormDialog>
  );
}

/** Which programme's titles. */
export function ProgrammeField({
  programmes,
  value,
  onChange,
}: {
  programmes: TitleRules["programmes"];
  value: string;
  onChange: (id: string) => void;
}) {
  const t = useTitlesText();
  const locale = useLocale();
  return (
    <SelectField
      label={t("register.programme")}
      required
      value={value}
      onChange={onChange}
      options={programmes.map(({ id, title }) => ({ value: id, label: title[locale] }))}
    />
  );
}
