import { type FormEvent, useState } from "react";
import type { SessionAnswer } from "../../../core/contracts/accounts.ts";
import { put } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { setSession } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/display.tsx";
import { TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { showToast } from "../../ui/toast.tsx";
import { checkAccount, emptyAccount } from "./new-account.ts";
import { useText } from "./text.ts";

/** Changes the password; every other session of the account ends. */
export function PasswordPanel({ login }: { login: string }) {
  const t = useText();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { password, passwordAgain } = checkAccount({ ...emptyAccount, login, password: next, passwordAgain: again });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || current === "" || password || passwordAgain) return;
    setBusy(true);
    setProblem(null);
    try {
      setSession(await put<SessionAnswer>("/api/account/password", { current, next }));
      showToast(t("account.changed"));
      setCurrent("");
      setNext("");
      setAgain("");
      setTried(false);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t("account.password")} id="password">
      <form noValidate onSubmit={(event) => void submit(event)}>
        <ProblemAlert problem={problem} />
        <input type="hidden" autoComplete="username" value={login} readOnly />
        <TextField
          label={t("account.current")}
          error={tried && current === "" ? t("register.required") : undefined}
          marked
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <div className="sb-form-grid">
          <TextField
            label={t("account.next")}
            hint={t("register.passwordHint")}
            error={tried && password ? t(password) : undefined}
            marked
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={setNext}
          />
          <TextField
            label={t("register.passwordAgain")}
            error={tried && passwordAgain ? t(passwordAgain) : undefined}
            marked
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
          />
        </div>
        <Button type="submit" tone="primary" busy={busy}>
          {t("account.change")}
        </Button>
      </form>
    </Panel>
  );
}
