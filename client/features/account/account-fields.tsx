import { TextField } from "../../ui/labelled-controls.tsx";
import type { AccountMistakes, NewAccountDraft } from "./new-account.ts";
import { useText } from "./text.ts";

/** The person who registers: name, user name, password twice, telephone. */
export function AccountFields({
  draft,
  mistakes,
  onChange,
}: {
  draft: NewAccountDraft;
  mistakes: AccountMistakes;
  onChange: (draft: NewAccountDraft) => void;
}) {
  const t = useText();
  const set = (key: keyof NewAccountDraft) => (value: string) => onChange({ ...draft, [key]: value });
  const said = (key: keyof NewAccountDraft) => {
    const mistake = mistakes[key];
    return mistake ? t(mistake) : undefined;
  };
  return (
    <div className="sb-form-grid">
      <TextField
        label={t("register.displayName")}
        error={said("displayName")}
        marked
        autoComplete="name"
        maxLength={60}
        value={draft.displayName}
        onChange={set("displayName")}
      />
      <TextField
        label={t("register.login")}
        hint={t("register.loginHint")}
        error={said("login")}
        marked
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        value={draft.login}
        onChange={set("login")}
      />
      <TextField
        label={t("register.password")}
        hint={t("register.passwordHint")}
        error={said("password")}
        marked
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={draft.password}
        onChange={set("password")}
      />
      <TextField
        label={t("register.passwordAgain")}
        error={said("passwordAgain")}
        marked
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={draft.passwordAgain}
        onChange={set("passwordAgain")}
      />
      <TextField
        label={t("register.phone")}
        optionalText={t("register.optional")}
        type="tel"
        autoComplete="tel"
        maxLength={25}
        value={draft.phone}
        onChange={set("phone")}
      />
    </div>
  );
}
