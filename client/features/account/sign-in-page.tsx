import { Link, useLocation, useSearchParams } from "wouter";
import type { SetupState } from "../../../core/contracts/accounts.ts";
import { useGet } from "../../api/queries.ts";
import { Alert, Panel } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { useText } from "./text.ts";

/** Only addresses of this site are followed after signing in. */
function safeTarget(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : "/start";
}

export default function SignInPage() {
  const t = useText();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const setup = useGet<SetupState>("/api/setup");
  return (
    <PageFrame width="narrow">
      <PageHead title={t("signIn.title")} lead={t("signIn.why")} />
      {setup.data?.needed && (
        <Alert tone="accent">
          {t("signIn.setup")} <Link href="/setup">{t("signIn.setupLink")}</Link>
        </Alert>
      )}
      <Panel>
        <SignInForm onSignedIn={() => navigate(safeTarget(search.get("to")), { replace: true })} />
      </Panel>
      <p>{t("signIn.noAccount")}</p>
      <ul>
        <li>
          <Link href="/register">{t("signIn.registerOrganisation")}</Link>
        </li>
        <li>
          <Link href="/register/person">{t("signIn.registerPerson")}</Link>
        </li>
        <li>
          <Link href="/register/colleague">{t("signIn.registerColleague")}</Link>
        </li>
      </ul>
    </PageFrame>
  );
}
