import { useState } from "react";
import type { EditionSummary } from "../../../core/contracts/studio.ts";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { Alert } from "../../ui/display.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextAreaField } from "../../ui/labelled-controls.tsx";
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
  const [note, setNote] = useState("");
  const [unsaved, setUnsaved] = useState(false);
  const command = useOnce();
  const publish = async () => {
    setUnsaved(false);
    const edition = await command.run(async (idempotencyKey) => {
      const revision = await flush();
      setUnsaved(revision === null);
      if (revision === null) return null;
      const path = `/api/studio/programmes/${programmeId}/editions`;
      return post<EditionSummary>(path, { revision, note }, { idempotencyKey });
    });
    if (edition) onPublished(edition);
  };
  return (
    <FormDialog
      title={t("editor.publish")}
      submitText={t("editor.publish")}
      ready={!blocked}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void publish()}
    >
      <p>{t("editor.publishLead", { number: nextNumber })}</p>
      {blocked && <Alert tone="bad">{t("editor.publishBlocked")}</Alert>}
      {unsaved && (
        <Alert tone="bad" live="assertive">
          {t("editor.notSaved")}
        </Alert>
      )}
      <TextAreaField
        label={t("editor.note")}
        required
        minLength={2}
        maxLength={1000}
        rows={3}
        value={note}
        onChange={setNote}
      />
    </FormDialog>
  );
}
