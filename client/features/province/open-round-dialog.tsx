import { useState } from "react";
import type { OpenRoundRequest, RoundSummary } from "../../../core/contracts/programmes.ts";
import type { EditionList, StudioList } from "../../../core/contracts/studio.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { useGet } from "../../api/queries.ts";
import { ClockInput, Field, Input, Select } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { formatDay, instantOf } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { useProvinceText } from "./text.ts";

/** Opens a round on a published edition. */
export function OpenRoundDialog({ onClose, onOpened }: { onClose: () => void; onOpened: () => void }) {
  const t = useProvinceText();
  const locale = useLocale();
  const programmes = useGet<StudioList>("/api/studio/programmes");
  const [programmeId, setProgrammeId] = useState("");
  const editions = useGet<EditionList>(programmeId ? `/api/studio/programmes/${programmeId}/editions` : null);
  const [edition, setEdition] = useState("");
  const [titleZh, setTitleZh] = useState("");
  const [titleEn, setTitleEn] = useState("");
  const [typedYear, setYear] = useState("");
  const [opensAt, setOpensAt] = useState("");
  const [closesAt, setClosesAt] = useState("");
  const [quota, setQuota] = useState("");
  const command = useOnce();
  const numbers = (editions.data?.items ?? []).toSorted((a, b) => b.number - a.number);
  const chosen = edition || String(numbers[0]?.number ?? "");
  // Some programmes report on the year before: the edition says so.
  const offset = numbers.find((entry) => String(entry.number) === chosen)?.yearOffset ?? 0;
  const year = typedYear || String(new Date().getFullYear() + offset);
  const isBadWindow = opensAt !== "" && closesAt !== "" && closesAt <= opensAt;
  const submit = async () => {
    const body: OpenRoundRequest = {
      programmeId,
      editionNumber: Number(chosen),
      title: { zh: titleZh, en: titleEn || titleZh },
      year: Number(year),
      opensAt: instantOf(opensAt),
      closesAt: instantOf(closesAt),
      ...(quota !== "" && { quota: Number(quota) }),
    };
    if (!(await command.run(() => post<RoundSummary>("/api/rounds", body)))) return;
    showToast(t("rounds.created"));
    onOpened();
  };
  return (
    <FormDialog
      title={t("rounds.newTitle")}
      submitText={t("rounds.create")}
      ready={!isBadWindow}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("rounds.newLead")}</p>
      <Field label={t("rounds.programmeLabel")} required>
        {(control) => (
          <Select
            {...control}
            required
            value={programmeId}
            placeholder=""
            onChange={(event) => {
              setProgrammeId(event.target.value);
              setEdition("");
            }}
            options={(programmes.data?.items ?? [])
              .filter((programme) => programme.latestEdition !== null)
              .map((programme) => ({ value: programme.id, label: programme.title[locale] }))}
          />
        )}
      </Field>
      <Field label={t("rounds.edition")} required>
        {(control) => (
          <Select
            {...control}
            required
            value={chosen}
            onChange={(event) => setEdition(event.target.value)}
            options={numbers.map((entry) => ({
              value: String(entry.number),
              label: t("rounds.editionOption", { number: entry.number, day: formatDay(entry.publishedAt, locale) }),
            }))}
          />
        )}
      </Field>
      <Field label={t("rounds.titleZh")} required>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            value={titleZh}
            onChange={(event) => setTitleZh(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("rounds.titleEn")}>
        {(control) => (
          <Input {...control} maxLength={200} value={titleEn} onChange={(event) => setTitleEn(event.target.value)} />
        )}
      </Field>
      <Field label={t("rounds.year")} required>
        {(control) => (
          <Input
            {...control}
            required
            type="number"
            min={2000}
            max={2100}
            value={year}
            onChange={(event) => setYear(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("rounds.opensAt")} required>
        {(control) => <ClockInput {...control} required value={opensAt} onValue={setOpensAt} />}
      </Field>
      <Field label={t("rounds.closesAt")} required error={isBadWindow ? t("rounds.badWindow") : undefined}>
        {(control) => <ClockInput {...control} required value={closesAt} onValue={setClosesAt} />}
      </Field>
      <Field label={t("rounds.quota")}>
        {(control) => (
          <Input {...control} type="number" min={1} value={quota} onChange={(event) => setQuota(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
