import { type ReactNode, useState } from "react";
import { post } from "../api/client.ts";
import { type ApiProblem, problemOf } from "../api/problem.ts";
import { Button } from "../ui/button.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { TextField } from "../ui/labelled-controls.tsx";
import { labelled } from "../ui/punctuation.ts";
import { useRecordText } from "./text.ts";

/** Masked values that a reviewer may read in full: those that were asked for, by pointer, and how to ask. */
export interface Reveal {
  shown: Readonly<Record<string, string>>;
  ask: (pointer: string, title: string) => void;
}

const nothing: Reveal["shown"] = {};

/**
 * Asks for masked values one by one at `path`, each with a reason that goes into the audit log.
 * @param submission what the answers on the page were handed in as: a value of another one is not shown beside them
 */
export function useReveal(path: string, submission: string | number | null): { reveal: Reveal; dialog: ReactNode } {
  const [known, setKnown] = useState({ submission, shown: nothing });
  const shown = known.submission === submission ? known.shown : nothing;
  const [asking, setAsking] = useState<{ pointer: string; title: string } | null>(null);
  const reveal = { shown, ask: (pointer: string, title: string) => setAsking({ pointer, title }) };
  const dialog = asking && (
    <RevealDialog
      title={asking.title}
      onClose={() => setAsking(null)}
      onReveal={async (reason) => {
        const { value } = await post<{ value: string | null }>(path, { pointer: asking.pointer, reason });
        setKnown({ submission, shown: { ...shown, [asking.pointer]: value ?? "" } });
        setAsking(null);
      }}
    />
  );
  return { reveal, dialog };
}

/** Asks why a sensitive value is to be read. */
function RevealDialog({
  title,
  onClose,
  onReveal,
}: {
  title: string;
  onClose: () => void;
  onReveal: (reason: string) => Promise<void>;
}) {
  const t = useRecordText();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onReveal(reason.trim());
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <FormDialog
      title={labelled(t("reveal.ask"), title)}
      submitText={t("reveal.show")}
      ready={reason.trim().length >= 5}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{t("reveal.lead")}</p>
      <TextField
        label={t("reveal.reason")}
        hint={t("reveal.reasonHint")}
        required
        value={reason}
        maxLength={400}
        onChange={setReason}
      />
    </FormDialog>
  );
}

/** The button that asks for one masked value; nothing once it is shown. */
export function RevealButton({ reveal, pointer, title }: { reveal: Reveal; pointer: string; title: string }) {
  const t = useRecordText();
  if (reveal.shown[pointer] !== undefined) return null;
  return (
    <Button
      size="small"
      tone="text"
      aria-label={labelled(t("reveal.ask"), title)}
      onClick={() => reveal.ask(pointer, title)}
    >
      {t("reveal.ask")}
    </Button>
  );
}
