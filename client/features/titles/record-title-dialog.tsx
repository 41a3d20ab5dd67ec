import { type FormEvent, useId, useRef, useState } from "react";
import type { RecordedTitles, TitleRules } from "../../../core/contracts/titles.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, Input, Select } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
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
  const formId = useId();
  const [programmeId, setProgrammeId] = useState(programmes[0]?.id ?? "");
  const [values, setValues] = useState(blank);
  const [rule, setRule] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef(newIdempotencyKey());
  const programme = programmes.find(({ id }) => id === programmeId);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const { number, creditCode, validUntil, ...required } = values;
    try {
      await post<RecordedTitles>(
        "/api/titles",
        {
          programmeId,
          titles: [
            {
              ...required,
              basis: rule || required.basis,
              ...(number && { number }),
              ...(creditCode && { creditCode }),
              ...(validUntil && { validUntil }),
            },
          ],
        },
        { idempotencyKey: key.current },
      );
      onRecorded();
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused);
      setBusy(false);
    }
  };
  const field = (name: keyof typeof blank, more: { required?: boolean; type?: "date"; hint?: string } = {}) => (
    <Field label={t(`field.${name}`)} required={more.required === true} {...(more.hint && { hint: more.hint })}>
      {(control) => (
        <Input
          {...control}
          required={more.required}
          type={more.type ?? "text"}
          maxLength={name === "basis" ? 1000 : 200}
          value={values[name]}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      open
      title={t("record.title")}
      onClose={onClose}
      footer={
        <Button tone="primary" type="submit" form={formId} busy={busy}>
          {t("record.save")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p>{t("record.lead")}</p>
        <ProblemAlert problem={problem} />
        <ProgrammeField programmes={programmes} value={programmeId} onChange={setProgrammeId} />
        {field("holder", { required: true })}
        {programme?.applicant === "organisation" && field("creditCode", { hint: t("record.creditCodeHint") })}
        {field("region", { required: true, hint: t("record.regionHint") })}
        {field("awardedOn", { required: true, type: "date" })}
        {field("validUntil", { type: "date", hint: t("record.validUntilHint") })}
        {field("number", { hint: t("record.numberHint") })}
        {programme !== undefined && programme.recognition.length > 0 && (
          <Field label={t("record.basisChoice")}>
            {(control) => (
              <Select
                {...control}
                value={rule}
                placeholder={t("record.otherBasis")}
                onChange={(event) => setRule(event.target.value)}
                options={programme.recognition.map(({ id, text, source }) => ({
                  value: id,
                  label: t("cancel.groundOption", { text: text[locale], source }),
                }))}
              />
            )}
          </Field>
        )}
        {rule === "" && field("basis", { required: true, hint: t("record.basisHint") })}
      </form>
    </Dialog>
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
    <Field label={t("register.programme")} required>
      {(control) => (
        <Select
          {...control}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={programmes.map(({ id, title }) => ({ value: id, label: title[locale] }))}
        />
      )}
    </Field>
  );
}
