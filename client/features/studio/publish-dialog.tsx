import { type FormEvent, useId, useRef, useState } from "react";
import type { EditionSummary } from "../../../core/contracts/studio.ts";
import { newIdempotencyKey, post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { useStudioText } from "./text.ts";

/** Publishes the saved draft as the next edition. */
export function PublishDialog({
  programmeId,
  nextNumber,
  blocked,
  flush,
  onClose,
  onPublished,
}: {
  programmeId: string;
  nextNumber: number;
  blocked: boolean;
  flush: () => Promise<number | null>;
  onClose: () => void;
  onPublished: (edition: EditionSummary) => void;
}) {
  const t = useStudioText();
  const locale = useLocale();
  const formId = useId();
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const key = useRef(newIdempotencyKey());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const revision = await flush();
      if (revision === null) {
        setProblem(t("editor.notSaved"));
        return;
      }
      const edition = await post<EditionSummary>(
        `/api/studio/programmes/${programmeId}/editions`,
        { revision, note },
        { idempotencyKey: key.current },
      );
      onPublished(edition);
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
      title={t("editor.publish")}
      onClose={onClose}
      footer={
        <Button tone="primary" type="submit" form={formId} busy={busy} disabled={blocked}>
          {t("editor.publish")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p>{t("editor.publishLead", { number: nextNumber })}</p>
        {blocked && <Alert tone="bad">{t("editor.publishBlocked")}</Alert>}
        {problem && (
          <Alert tone="bad" live="assertive">
            {problem}
          </Alert>
        )}
        <Field label={t("editor.note")} required>
          {(control) => (
            <TextArea
              {...control}
              required
              minLength={2}
              maxLength={1000}
              rows={3}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
