import { type FormEvent, useState } from "react";
import type { SessionAnswer } from "../../../core/contracts/accounts.ts";
import { post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { setSession } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useText } from "./text.ts";

/** User name and password. Used by the sign-in page and by the dialog over a page whose session ended. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useText();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      setSession(await post<SessionAnswer>("/api/session", { login, password }, { allowSignedOut: true }));
      onSignedIn();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <ProblemAlert problem={problem} />
      <Field label={t("signIn.name")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="username"
            required
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("signIn.password")}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" busy={busy}>
        {t("signIn.submit")}
      </Button>
    </form>
  );
}
