import { lazy, Suspense, useEffect, useState } from "react";
import { onSessionLost } from "../api/client.ts";
import { accountFeature } from "../features/account/index.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Alert, Skeleton } from "../ui/display.tsx";
import { loadTexts } from "../ui/i18n.ts";
import { useAppText } from "./text.ts";

const SignInForm = lazy(async () => {
  const [module] = await Promise.all([import("../features/account/sign-in-form.tsx"), loadTexts(accountFeature.texts)]);
  return { default: module.SignInForm };
});

/**
 * A session that ends in the middle of work: sign in again over the page, which stays as it is. Every request that was
 * refused meanwhile waits for the same answer and is sent once more.
 */
export function SessionDialog() {
  const t = useAppText();
  const [waiting, setWaiting] = useState<((signedIn: boolean) => void)[]>([]);
  useEffect(() => {
    onSessionLost(() => new Promise((answer) => setWaiting((before) => [...before, answer])));
    return () => onSessionLost(null);
  }, []);
  const finish = (signedIn: boolean) => {
    for (const answer of waiting) answer(signedIn);
    setWaiting([]);
  };
  return (
    <Dialog open={waiting.length > 0} title={t("sessionLost")} onClose={() => finish(false)}>
      <Alert tone="accent">{t("sessionLostHint")}</Alert>
      <Suspense fallback={<Skeleton />}>
        <SignInForm onSignedIn={() => finish(true)} />
      </Suspense>
    </Dialog>
  );
}
