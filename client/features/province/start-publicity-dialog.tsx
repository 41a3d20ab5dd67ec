import { useState } from "react";
import type { PublicityNotice } from "../../../core/contracts/programmes.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextField } from "../../ui/labelled-controls.tsx";
import { useProvinceText } from "./text.ts";

/** Today in China Standard Time as `YYYY-MM-DD`. */
export function todayInChina(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
}

/** Puts the chosen declarations of a run, or of a round without a scheme, on public notice. */
export function StartPublicityDialog({
  path,
  declarationIds,
  suggested,
  onClose,
  onStarted,
}: {
  /** Where the notice is started: below the run or the round. */
  path: string;
  declarationIds: readonly string[];
  /** Title to start from. */
  suggested: LocalText | null;
  onClose: () => void;
  onStarted: (publicityId: string) => void;
}) {
  const t = useProvinceText();
  const [titleZh, setTitleZh] = useState(suggested?.zh ?? "");
  const [titleEn, setTitleEn] = useState(suggested?.en ?? "");
  const [startsOn, setStartsOn] = useState(todayInChina);
  const command = useOnce();
  const submit = async () => {
    const body = { title: { zh: titleZh, en: titleEn || titleZh }, declarationIds, startsOn };
    const notice = await command.run((idempotencyKey) => post<PublicityNotice>(path, body, { idempotencyKey }));
    if (notice) onStarted(notice.id);
  };
  return (
    <FormDialog
      title={t("run.startPublicity")}
      submitText={t("run.startPublicity")}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("run.publicityLead")}</p>
      <p>{t("run.selected", { count: declarationIds.length })}</p>
      <TextField label={t("run.publicityTitle")} required maxLength={200} value={titleZh} onChange={setTitleZh} />
      <TextField label={t("run.publicityTitleEn")} maxLength={200} value={titleEn} onChange={setTitleEn} />
      <TextField label={t("run.startsOn")} required type="date" value={startsOn} onChange={setStartsOn} />
    </FormDialog>
  );
}
