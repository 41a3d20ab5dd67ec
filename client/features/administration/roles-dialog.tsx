import { useState } from "react";
import type { AccountSummary, RoleGrant } from "../../../core/contracts/accounts.ts";
import { put } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { showToast } from "../../ui/toast.tsx";
import { RegionName } from "./region-name.tsx";
import { useAdministrationText } from "./text.ts";

const roles = [
  "county-reviewer",
  "city-reviewer",
  "province-reviewer",
  "expert",
  "leader",
  "programme-admin",
  "system-admin",
  "security-admin",
  "audit-admin",
  "applicant",
] as const;

/** The whole list of roles of one account, each with the region it reaches. */
export function RolesDialog({
  account,
  onClose,
  onSaved,
}: {
  account: AccountSummary;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useAdministrationText();
  const locale = useLocale();
  const [grants, setGrants] = useState<readonly RoleGrant[]>(account.grants);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (at: number, grant: RoleGrant) => setGrants(grants.map((before, i) => (i === at ? grant : before)));
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await put(`/api/accounts/${account.id}/roles`, { grants });
      showToast(t("accounts.saved"));
      onSaved();
    } catch (error) {
      setProblem(problemOf(error).text[locale]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={labelled(t("accounts.editRoles"), account.login)}
      onClose={onClose}
      footer={
        <Button tone="primary" busy={busy} onClick={() => void save()}>
          {t("accounts.save")}
        </Button>
      }
    >
      <p>{t("accounts.rolesLead")}</p>
      {problem && (
        <Alert tone="bad" live="assertive">
          {problem}
        </Alert>
      )}
      {grants.map((grant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place while they are edited
        <div key={at} className="sb-filters">
          <SelectField
            label={t("accounts.role")}
            value={grant.role}
            onChange={(value) => set(at, { ...grant, role: value as RoleGrant["role"] })}
            options={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          />
          <TextField
            label={t("accounts.scope")}
            hint={t("accounts.regionHint")}
            value={grant.regionCode ?? ""}
            onChange={(value) => set(at, { ...grant, regionCode: value.trim().toUpperCase() || null })}
          />
          {grant.regionCode && (
            <span className="sb-muted" aria-live="polite">
              <RegionName code={grant.regionCode} />
            </span>
          )}
          <Button
            size="small"
            aria-label={labelled(t("accounts.remove"), t(`roles.${grant.role}`))}
            onClick={() => setGrants(grants.filter((_, i) => i !== at))}
          >
            {t("accounts.remove")}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => setGrants([...grants, { role: "county-reviewer", regionCode: null }])}>
        {t("accounts.addRole")}
      </Button>
    </Dialog>
  );
}
