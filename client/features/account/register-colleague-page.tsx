import { useState } from "react";
import { useSearchParams } from "wouter";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { TextField } from "../../ui/labelled-controls.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AccountFields } from "./account-fields.tsx";
import { useText } from "./text.ts";
import { useRegistration } from "./use-registration.ts";

export default function RegisterColleaguePage() {
  const t = useText();
  const registration = useRegistration("/api/registrations/colleague");
  const [search] = useSearchParams();
  const [inviteCode, setInviteCode] = useState(search.get("code") ?? "");
  const mistake = registration.tried && inviteCode.trim().length < 8 ? t("register.required") : undefined;
  return (
    <PageFrame width="form">
      <PageHead title={t("register.colleagueTitle")} lead={t("register.colleagueLead")} />
      <form
        ref={registration.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void registration.send(inviteCode.trim().length >= 8, { inviteCode: inviteCode.trim() });
        }}
      >
        <ProblemAlert problem={registration.problem} />
        <Panel>
          <TextField
            label={t("register.inviteCode")}
            error={mistake}
            marked
            className="sb-mono"
            autoComplete="off"
            maxLength={64}
            value={inviteCode}
            onChange={setInviteCode}
          />
          <AccountFields
            draft={registration.account}
            mistakes={registration.mistakes}
            onChange={registration.setAccount}
          />
        </Panel>
        <Button type="submit" tone="primary" busy={registration.busy}>
          {t("register.submit")}
        </Button>
      </form>
    </PageFrame>
  );
}
