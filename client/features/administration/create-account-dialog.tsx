import { useState } from "react";
import { post } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { TextField } from "../../ui/labelled-controls.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useAdministrationText } from "./text.ts";

/** Makes an account without roles; its first password is told to its owner and must be changed. */
export function CreateAccountDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const t = useAdministrationText();
  const [typed, setTyped] = useState({ login: "", displayName: "", password: "", regionCode: "" });
  const command = useOnce();
  const set = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
  const submit = async () => {
    const { regionCode, ...account } = typed;
    const body = { ...account, ...(regionCode !== "" && { regionCode }) };
    if (!(await command.run(() => post<unknown>("/api/accounts", body)))) return;
    showToast(t("accounts.created"));
    onCreated();
  };
  return (
    <FormDialog
      title={t("accounts.create")}
      submitText={t("accounts.create")}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <TextField
        label={t("accounts.login")}
        hint={t("accounts.loginHint")}
        required
        pattern="[a-z0-9][a-z0-9._\-]{2,39}"
        autoComplete="off"
        value={typed.login}
        onChange={(value) => set({ login: value })}
      />
      <TextField
        label={t("accounts.name")}
        required
        maxLength={60}
        value={typed.displayName}
        onChange={(value) => set({ displayName: value })}
      />
      <TextField
        label={t("accounts.firstPassword")}
        hint={t("accounts.passwordHint")}
        required
        minLength={10}
        maxLength={200}
        autoComplete="new-password"
        value={typed.password}
        onChange={(value) => set({ password: value })}
      />
      <TextField
        label={t("accounts.region")}
        hint={t("accounts.regionHint")}
        pattern="[0-9A-Z]{2,16}"
        value={typed.regionCode}
        onChange={(value) => set({ regionCode: value })}
      />
    </FormDialog>
  );
}
