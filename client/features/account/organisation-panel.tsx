import { type FormEvent, useState } from "react";
import type { Invite, OrganisationProfile, OrganisationView } from "../../../core/contracts/accounts.ts";
import { patch, post } from "../../api/client.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { queryClient } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Facts, Panel } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useText } from "./text.ts";

/** What most forms ask of an organisation; other keys of the profile are kept as they are. */
const profileFields = [
  "legal_representative",
  "registered_address",
  "business_address",
  "postcode",
  "contact_name",
  "contact_phone",
  "contact_mobile",
  "contact_email",
  "website",
  "founded_on",
] as const;

function InviteColleague() {
  const t = useText();
  const locale = useLocale();
  const [invite, setInvite] = useState<Invite | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      setInvite(await post<Invite>("/api/organisation/invites", {}));
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
    } finally {
      setBusy(false);
    }
  };
  const copy = async (code: string) => {
    await navigator.clipboard.writeText(code);
    showToast(t("account.inviteCopied"));
  };
  return (
    <>
      {invite && (
        <Alert
          tone="ok"
          live="polite"
          title={t("account.inviteDone", { until: formatInstant(invite.expiresAt, locale) })}
          action={
            // The clipboard exists in secure contexts only; elsewhere the code is selected by hand.
            navigator.clipboard && (
              <Button size="small" onClick={() => void copy(invite.code)}>
                {t("account.inviteCopy")}
              </Button>
            )
          }
        >
          <code className="sb-mono">{invite.code}</code>
        </Alert>
      )}
      <Button busy={busy} onClick={() => void make()}>
        {t("account.invite")}
      </Button>
    </>
  );
}

/** The organisation's own data, its colleagues, and inviting another. */
export function OrganisationPanel({ organisation }: { organisation: OrganisationView }) {
  const t = useText();
  const [profile, setProfile] = useState<OrganisationProfile>(organisation.profile);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const filled = Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== ""));
    try {
      const saved = await patch<OrganisationView>("/api/organisation", { profile: filled });
      queryClient.setQueryData(["/api/organisation"], saved);
      showToast(t("account.saved"));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Panel title={t("account.organisation")} id="organisation">
        <Facts
          items={[
            { label: t("register.name"), value: organisation.name },
            { label: t("register.creditCode"), value: <span className="sb-mono">{organisation.creditCode}</span> },
            { label: t("register.region"), value: organisation.regionName },
          ]}
        />
        <p className="sb-muted">{t("account.organisationHint")}</p>
        <form onSubmit={(event) => void save(event)}>
          <ProblemAlert problem={problem} />
          <div className="sb-form-grid">
            {profileFields.map((field) => (
              <TextField
                key={field}
                label={t(`profile.${field}`)}
                type={field === "founded_on" ? "date" : "text"}
                maxLength={2000}
                value={String(profile[field] ?? "")}
                onChange={(value) => setProfile({ ...profile, [field]: value })}
              />
            ))}
          </div>
          <Button type="submit" tone="primary" busy={busy}>
            {t("account.save")}
          </Button>
        </form>
      </Panel>
      <Panel title={t("account.members")} id="members">
        <ul>
          {organisation.members.map((member) => (
            <li key={member.id}>
              {member.name} <span className="sb-muted">{member.login}</span>
            </li>
          ))}
        </ul>
        <InviteColleague />
      </Panel>
    </>
  );
}
