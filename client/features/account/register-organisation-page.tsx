import { useState } from "react";
import { Link } from "wouter";
import type { OrganisationKind } from "../../../core/contracts/accounts.ts";
import { isCreditCode } from "../../../core/forms/formats.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AccountFields } from "./account-fields.tsx";
import { chosenRegion, noRegion, RegionPicker } from "./region-picker.tsx";
import { useText } from "./text.ts";
import { useRegistration } from "./use-registration.ts";

const kinds: readonly OrganisationKind[] = ["enterprise", "institution", "association", "government", "other"];

export default function RegisterOrganisationPage() {
  const t = useText();
  const registration = useRegistration("/api/registrations/organisation");
  const [kind, setKind] = useState<OrganisationKind>("enterprise");
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [leftCode, setLeftCode] = useState(false);
  const [region, setRegion] = useState(noRegion);
  const { tried } = registration;
  const regionCode = chosenRegion(region);
  const codeRight = isCreditCode(code);
  // The length is said on leaving the field; a full-length code is judged at once, while it is still in view.
  const codeMistake =
    code.length === 18
      ? codeRight
        ? undefined
        : t("register.creditCodeWrong")
      : tried || (leftCode && code !== "")
        ? t("register.creditCodeLength", { count: code.length })
        : undefined;
  const nameMistake = tried && name.trim().length < 2 ? t("register.required") : undefined;
  return (
    <PageFrame width="form">
      <PageHead title={t("register.organisationTitle")} lead={t("register.organisationLead")} />
      <form
        ref={registration.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void registration.send(codeRight && name.trim().length >= 2 && regionCode !== null, {
            organisation: { kind, name: name.trim(), creditCode: code, regionCode },
          });
        }}
      >
        <ProblemAlert problem={registration.problem} />
        <Panel title={t("register.organisation")} id="organisation">
          <TextField
            label={t("register.name")}
            hint={t("register.nameHint")}
            error={nameMistake}
            marked
            autoComplete="organization"
            maxLength={120}
            value={name}
            onChange={setName}
          />
          <div className="sb-form-grid">
            <TextField
              label={t("register.creditCode")}
              hint={codeRight ? `✓ ${t("register.creditCodeRight")}` : t("register.creditCodeHint")}
              error={codeMistake}
              marked
              className="sb-mono"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={18}
              value={code}
              onBlur={() => setLeftCode(true)}
              onChange={(value) => setCode(value.toUpperCase().replace(/\s/g, ""))}
            />
            <SelectField
              label={t("register.kind")}
              value={kind}
              options={kinds.map((one) => ({ value: one, label: t(`register.kinds.${one}`) }))}
              onChange={(value) => setKind(value as OrganisationKind)}
            />
            <RegionPicker
              choice={region}
              error={tried && !regionCode ? t("register.regionMissing") : undefined}
              onChange={setRegion}
            />
          </div>
        </Panel>
        <Panel title={t("register.account")} id="account">
          <AccountFields
            draft={registration.account}
            mistakes={registration.mistakes}
            onChange={registration.setAccount}
          />
        </Panel>
        <Button type="submit" tone="primary" busy={registration.busy}>
          {t("register.submit")}
        </Button>{" "}
        <Link href="/sign-in">{t("register.haveAccount")}</Link>
      </form>
    </PageFrame>
  );
}
