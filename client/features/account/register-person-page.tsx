import { useState } from "react";
import { Link } from "wouter";
import { isIdNumber } from "../../../core/forms/formats.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AccountFields } from "./account-fields.tsx";
import { chosenRegion, noRegion, RegionPicker } from "./region-picker.tsx";
import { useText } from "./text.ts";
import { useRegistration } from "./use-registration.ts";

export default function RegisterPersonPage() {
  const t = useText();
  const registration = useRegistration("/api/registrations/person");
  const [idNumber, setIdNumber] = useState("");
  const [region, setRegion] = useState(noRegion);
  const { tried } = registration;
  const regionCode = chosenRegion(region);
  const right = isIdNumber(idNumber);
  const mistake =
    idNumber.length === 18
      ? right
        ? undefined
        : t("register.idNumberWrong")
      : tried
        ? t("register.idNumberLength", { count: idNumber.length })
        : undefined;
  return (
    <PageFrame width="form">
      <PageHead title={t("register.personTitle")} lead={t("register.personLead")} />
      <form
        ref={registration.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void registration.send(right && regionCode !== null, { idNumber, regionCode });
        }}
      >
        <ProblemAlert problem={registration.problem} />
        <Panel>
          <div className="sb-form-grid">
            <TextField
              label={t("register.idNumber")}
              error={mistake}
              marked
              className="sb-mono"
              autoComplete="off"
              maxLength={18}
              value={idNumber}
              onChange={(value) => setIdNumber(value.toUpperCase().replace(/\s/g, ""))}
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
