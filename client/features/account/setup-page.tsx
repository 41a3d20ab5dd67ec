import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import type { SessionAnswer, SetupState } from "../../../core/contracts/accounts.ts";
import { post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { setSession } from "../../api/session.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { LoadError, Panel, Skeleton, StateMessage } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AccountFields } from "./account-fields.tsx";
import { checkAccount, emptyAccount } from "./new-account.ts";
import { useText } from "./text.ts";

function SetupForm() {
  const t = useText();
  const [, navigate] = useLocation();
  const [code, setCode] = useState("");
  const [account, setAccount] = useState(emptyAccount);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const mistakes = checkAccount(account);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || code.trim() === "" || Object.keys(mistakes).length > 0) return;
    setBusy(true);
    setProblem(null);
    try {
      const { login, displayName, password } = account;
      const body = { code: code.trim(), login, displayName: displayName.trim(), password };
      setSession(await post<SessionAnswer>("/api/setup", body, { allowSignedOut: true }));
      navigate("/");
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <ProblemAlert problem={problem} />
      <Panel>
        <TextField
          label={t("setup.code")}
          error={tried && code.trim() === "" ? t("register.required") : undefined}
          marked
          className="sb-mono"
          autoComplete="off"
          maxLength={64}
          value={code}
          onChange={setCode}
        />
        <AccountFields draft={account} mistakes={tried ? mistakes : {}} onChange={setAccount} />
        <Button type="submit" tone="primary" busy={busy}>
          {t("setup.submit")}
        </Button>
      </Panel>
    </form>
  );
}

/** The first start: makes the first system administrator with the code the console printed. */
export default function SetupPage() {
  const t = useText();
  const state = useGet<SetupState>("/api/setup");
  return (
    <PageFrame width="form">
      <PageHead title={t("setup.title")} lead={t("setup.lead")} />
      {state.isPending ? (
        <Skeleton />
      ) : state.isError ? (
        <LoadError onRetry={() => void state.refetch()} />
      ) : state.data.needed ? (
        <SetupForm />
      ) : (
        <StateMessage
          mark="✓"
          title={t("setup.done")}
          actions={
            <LinkButton to="/sign-in" tone="primary">
              {t("signIn.title")}
            </LinkButton>
          }
        />
      )}
    </PageFrame>
  );
}
