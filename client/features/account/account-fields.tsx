import { Field, Input } from "../../ui/field.tsx";
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
  const set = (key: keyof NewAccountDraft) => (event: { target: { value: string } }) =>
    onChange({ ...draft, [key]: event.target.value });
  const said = (key: keyof NewAccountDraft) => {
    const mistake = mistakes[key];
    return mistake ? t(mistake) : undefined;
  };
  return (
    <div className="sb-form-grid">
      <Field label={t("register.displayName")} error={said("displayName")} required>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            maxLength={60}
            value={draft.displayName}
            onChange={set("displayName")}
          />
        )}
      </Field>
      <Field label={t("register.login")} hint={t("register.loginHint")} error={said("login")} required>
        {(control) => (
          <Input
            {...control}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            value={draft.login}
            onChange={set("login")}
          />
        )}
      </Field>
      <Field label={t("register.password")} hint={t("register.passwordHint")} error={said("password")} required>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={draft.password}
            onChange={set("password")}
          />
        )}
      </Field>
      <Field label={t("register.passwordAgain")} error={said("passwordAgain")} required>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={draft.passwordAgain}
            onChange={set("passwordAgain")}
          />
        )}
      </Field>
      <Field label={t("register.phone")} optionalText={t("register.optional")}>
        {(control) => (
          <Input
            {...control}
            type="tel"
            autoComplete="tel"
            maxLength={25}
            value={draft.phone}
            onChange={set("phone")}
          />
        )}
      </Field>
    </div>
  );
}
