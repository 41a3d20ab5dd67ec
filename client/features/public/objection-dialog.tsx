import { type FormEvent, useId, useState } from "react";
import type { ObjectionRequest, PublicityNotice } from "../../../core/contracts/programmes.ts";
import { post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { Field, Input, Select, TextArea } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { usePublicText } from "./text.ts";

const blank: ObjectionRequest = { declarationId: "", fact: "", text: "", contact: "" };

/** Takes an objection to one fact about one applicant. What was typed stays until it is sent. */
export function ObjectionDialog({
  notice,
  open,
  onClose,
}: {
  notice: PublicityNotice;
  open: boolean;
  onClose: () => void;
}) {
  const t = usePublicText();
  const locale = useLocale();
  const formId = useId();
  const [typed, setTyped] = useState(blank);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<string | null>(null);
  const set = (change: Partial<ObjectionRequest>) => setTyped((before) => ({ ...before, ...change }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const answer = await post<{ id: string }>(`/api/public/publicity/${notice.id}/objections`, typed);
      setReceipt(answer.id);
      setTyped(blank);
    } catch (error) {
      setProblem(problemOf(error).text[locale]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      title={t("publicity.objection")}
      onClose={onClose}
      footer={
        !receipt && (
          <Button tone="primary" type="submit" form={formId} busy={busy}>
            {t("publicity.send")}
          </Button>
        )
      }
    >
      {receipt ? (
        <Alert tone="ok" live="polite">
          {t("publicity.sent", { id: receipt })}
        </Alert>
      ) : (
        <form id={formId} onSubmit={(event) => void submit(event)}>
          <p>{t("publicity.objectionLead")}</p>
          {problem && (
            <Alert tone="bad" live="assertive">
              {problem}
            </Alert>
          )}
          <Field label={t("publicity.about")} required>
            {(control) => (
              <Select
                {...control}
                required
                placeholder=""
                value={typed.declarationId}
                onChange={(event) => set({ declarationId: event.target.value })}
                options={notice.items.map((item) => ({ value: item.declarationId, label: item.applicantName }))}
              />
            )}
          </Field>
          <Field label={t("publicity.fact")} hint={t("publicity.factHint")} required>
            {(control) => (
              <Input
                {...control}
                required
                minLength={2}
                maxLength={200}
                value={typed.fact}
                onChange={(event) => set({ fact: event.target.value })}
              />
            )}
          </Field>
          <Field label={t("publicity.text")} required>
            {(control) => (
              <TextArea
                {...control}
                required
                minLength={10}
                maxLength={4000}
                rows={5}
                value={typed.text}
                onChange={(event) => set({ text: event.target.value })}
              />
            )}
          </Field>
          <Field label={t("publicity.contact")} hint={t("publicity.contactHint")} required>
            {(control) => (
              <Input
                {...control}
                required
                minLength={5}
                maxLength={200}
                value={typed.contact}
                onChange={(event) => set({ contact: event.target.value })}
              />
            )}
          </Field>
        </form>
      )}
    </Dialog>
  );
}
