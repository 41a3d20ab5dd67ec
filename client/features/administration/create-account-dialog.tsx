import { type FormEvent, useId, useState } from "react";
import { post } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { useAdministrationText } from "./text.ts";

/** Makes an account without roles; its first password is told to its owner and must be changed. */
export function CreateAccountDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const t = useAdministrationText();
  const locale = useLocale();
  const formId = useId();
  const [typed, setTyped] = useState({ login: "", displayName: "", password: "", regionCode: "" });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const { regionCode, ...account } = typed;
    try {
      await post("/api/accounts", { ...account, ...(regionCode !== "" && { regionCode }) });
      showToast(t("accounts.created"));
      onCreated();
    } catch (error) {
      setProblem(problemOf(error).text[locale]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t("accounts.create")}
      onClose={onClose}
      footer={
        <Button tone="primary" type="submit" form={formId} busy={busy}>
          {t("accounts.create")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        {problem && (
          <Alert tone="bad" live="assertive">
            {problem}
          </Alert>
        )}
        <Field label={t("accounts.login")} hint={t("accounts.loginHint")} required>
          {(control) => (
            <Input
              {...control}
              required
              pattern="[a-z0-9][a-z0-9._\-]{2,39}"
              autoComplete="off"
              value={typed.login}
              onChange={(event) => set({ login: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("accounts.name")} required>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={60}
              value={typed.displayName}
              onChange={(event) => set({ displayName: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("accounts.firstPassword")} hint={t("accounts.passwordHint")} required>
          {(control) => (
            <Input
              {...control}
              required
              minLength={10}
              maxLength={200}
              autoComplete="new-password"
              value={typed.password}
              onChange={(event) => set({ password: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("accounts.region")} hint={t("accounts.regionHint")}>
          {(control) => (
            <Input
              {...control}
              pattern="[0-9A-Z]{2,16}"
              value={typed.regionCode}
              onChange={(event) => set({ regionCode: event.target.value })}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
