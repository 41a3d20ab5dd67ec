import type { OrganisationView } from "../../../core/contracts/accounts.ts";
import { useGet } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { Alert, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { OrganisationPanel } from "./organisation-panel.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { useText } from "./text.ts";

function Organisation() {
  const organisation = useGet<OrganisationView>("/api/organisation");
  if (organisation.isPending) return <Skeleton />;
  if (organisation.isError) return <LoadError onRetry={() => void organisation.refetch()} />;
  return <OrganisationPanel key={organisation.data.id} organisation={organisation.data} />;
}

export default function AccountPage() {
  const t = useText();
  const locale = useLocale();
  const { user } = useSession();
  if (!user) return null;
  return (
    <PageFrame width="form">
      <PageHead title={t("account.title")} />
      {user.mustChangePassword && <Alert tone="accent">{t("account.mustChange")}</Alert>}
      {!user.mustChangePassword && (
        <>
          <Panel title={t("account.mine")} id="mine">
            <Facts
              items={[
                { label: t("register.displayName"), value: user.name },
                { label: t("account.login"), value: user.login },
                {
                  label: t("account.roles"),
                  value: user.roles.map((role) => <Tag key={role}>{t(`roles.${role}`)}</Tag>),
                },
                { label: t("account.expires"), value: formatInstant(user.expiresAt, locale) },
              ]}
            />
          </Panel>
          {user.organisation && <Organisation />}
        </>
      )}
      <PasswordPanel login={user.login} />
    </PageFrame>
  );
}
