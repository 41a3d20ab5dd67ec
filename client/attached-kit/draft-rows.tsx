import { useState } from "react";
import { get } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import type { DraftWork } from "../draft-kit/draft-work.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { useLocale } from "../ui/i18n.ts";
import { showToast } from "../ui/toast.tsx";
import { useAttachedText } from "./text.ts";

/** Draws the rows of a summary from what is recommended now; taken by the ordinary way of an answer. */
export function DraftRows({ id, work }: { id: string; work: DraftWork }) {
  const t = useAttachedText();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const draft = async () => {
    setBusy(true);
    try {
      const { answers } = await get<{ answers: Record<string, unknown> }>(`/api/attached/${id}/draft`);
      let count = 0;
      for (const [table, rows] of Object.entries(answers)) {
        work.store.commit(table, rows);
        count += Array.isArray(rows) ? rows.length : 0;
      }
      work.store.evaluateNow();
      showToast(t("drafted", { count }));
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("draftRows")}</Button>
      <ConfirmDialog
        open={asking}
        title={t("draftRows")}
        confirmText={t("draftRows")}
        busy={busy}
        onConfirm={() => void draft()}
        onCancel={() => setAsking(false)}
      >
        {t("draftAsk")}
      </ConfirmDialog>
    </>
  );
}
