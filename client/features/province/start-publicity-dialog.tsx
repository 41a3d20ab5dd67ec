import { type FormEvent, useId, useRef, useState } from "react";
import type { PublicityNotice } from "../../../core/contracts/programmes.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
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
  const locale = useLocale();
  const formId = useId();
  const [titleZh, setTitleZh] = useState(suggested?.zh ?? "");
  const [titleEn, setTitleEn] = useState(suggested?.en ?? "");
  const [startsOn, setStartsOn] = useState(todayInChina);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const key = useRef(newIdempotencyKey());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const notice = await post<PublicityNotice>(
        path,
        { title: { zh: titleZh, en: titleEn || titleZh }, declarationIds, startsOn },
        { idempotencyKey: key.current },
      );
      onStarted(notice.id);
    } catch (error) {
      const refused = problemOf(error);
      if (refused.status !== 0) key.current = newIdempotencyKey();
      setProblem(refused.text[locale]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("run.startPublicity")}
      onClose={onClose}
      footer={
        <Button tone="primary" type="submit" form={formId} busy={busy}>
          {t("run.startPublicity")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p>{t("run.publicityLead")}</p>
        <p>{t("run.selected", { count: declarationIds.length })}</p>
        {problem && (
          <Alert tone="bad" live="assertive">
            {problem}
          </Alert>
        )}
        <Field label={t("run.publicityTitle")} required>
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
        <Field label={t("run.publicityTitleEn")}>
          {(control) => (
            <Input {...control} maxLength={200} value={titleEn} onChange={(event) => setTitleEn(event.target.value)} />
          )}
        </Field>
        <Field label={t("run.startsOn")} required>
          {(control) => (
            <Input
              {...control}
              required
              type="date"
              value={startsOn}
              onChange={(event) => setStartsOn(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
