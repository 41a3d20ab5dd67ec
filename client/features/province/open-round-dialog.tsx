import { useState } from "react";
import type { OpenRoundRequest, RoundSummary } from "../../../core/contracts/programmes.ts";
import type { EditionList, StudioList } from "../../../core/contracts/studio.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { useGet } from "../../api/queries.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { formatDay, instantOf } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { ClockField, SelectField, TextField } from "../../ui/labelled-controls.tsx";
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
      <SelectField
        label={t("rounds.programmeLabel")}
        required
        value={programmeId}
        placeholder=""
        onChange={(value) => {
          setProgrammeId(value);
          setEdition("");
        }}
        options={(programmes.data?.items ?? [])
          .filter((programme) => programme.latestEdition !== null)
          .map((programme) => ({ value: programme.id, label: programme.title[locale] }))}
      />
      <SelectField
        label={t("rounds.edition")}
        required
        value={chosen}
        onChange={setEdition}
        options={numbers.map((entry) => ({
          value: String(entry.number),
          label: t("rounds.editionOption", { number: entry.number, day: formatDay(entry.publishedAt, locale) }),
        }))}
      />
      <TextField label={t("rounds.titleZh")} required maxLength={200} value={titleZh} onChange={setTitleZh} />
      <TextField label={t("rounds.titleEn")} maxLength={200} value={titleEn} onChange={setTitleEn} />
      <TextField
        label={t("rounds.year")}
        required
        type="number"
        min={2000}
        max={2100}
        value={year}
        onChange={setYear}
      />
      <ClockField label={t("rounds.opensAt")} required value={opensAt} onChange={setOpensAt} />
      <ClockField
        label={t("rounds.closesAt")}
        error={isBadWindow ? t("rounds.badWindow") : undefined}
        required
        value={closesAt}
        onChange={setClosesAt}
      />
      <TextField label={t("rounds.quota")} type="number" min={1} value={quota} onChange={setQuota} />
    </FormDialog>
  );
}
