import { useRef, useState } from "react";
import { useLocation } from "wouter";
import type { NewAccount, SessionAnswer } from "../../../core/contracts/accounts.ts";
import { post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { setSession } from "../../api/session.ts";
import { currentLocale } from "../../ui/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { type AccountMistakes, checkAccount, emptyAccount, type NewAccountDraft } from "./new-account.ts";
import { useText } from "./text.ts";

/** What the three registration pages share: the account, its mistakes once sending was tried, and sending. */
export function useRegistration(path: string) {
  const t = useText();
  const [, navigate] = useLocation();
  const [account, setAccount] = useState<NewAccountDraft>(emptyAccount);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const mistakes: AccountMistakes = checkAccount(account);

  /** Sends `{...rest, account}`; `complete` says whether the page's own fields are right. */
  const send = async (complete: boolean, rest: Record<string, unknown>) => {
    setTried(true);
    if (busy) return;
    if (!complete || Object.keys(mistakes).length > 0) {
      // After the mistakes are on the page, the first of them gets the focus.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    setBusy(true);
    setProblem(null);
    const person: NewAccount = {
      login: account.login,
      displayName: account.displayName.trim(),
      password: account.password,
      locale: currentLocale(),
      ...(account.phone.trim() !== "" && { phone: account.phone.trim() }),
    };
    try {
      setSession(await post<SessionAnswer>(path, { ...rest, account: person }, { allowSignedOut: true }));
      showToast(t("register.done"));
      navigate("/");
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };

  return { form, account, setAccount, mistakes: tried ? mistakes : {}, tried, busy, problem, send };
}
