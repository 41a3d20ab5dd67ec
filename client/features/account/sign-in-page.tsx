import { Link, useLocation, useSearchParams } from "wouter";
import { Panel } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { useText } from "./text.ts";

/** Only addresses of this site are followed after signing in. */
function safeTarget(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : "/";
}

export default function SignInPage() {
  const t = useText();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  return (
    <PageFrame width="form">
      <PageHead title={t("signIn.title")} />
      <Panel>
        <SignInForm onSignedIn={() => navigate(safeTarget(search.get("to")), { replace: true })} />
      </Panel>
      <p className="sb-muted">
        {t("signIn.noAccount")} <Link href="/register">{t("signIn.registerOrganisation")}</Link>{" "}
        <Link href="/register/person">{t("signIn.registerPerson")}</Link>
      </p>
    </PageFrame>
  );
}
