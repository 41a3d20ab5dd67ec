import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OwnExpert } from "../../../core/contracts/expert-sheets.ts";
import type { OwnProfile } from "../../../core/contracts/experts.ts";
import { put } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { EmployerFields, readEmployer, typeEmployer } from "../../ui/employer-fields.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Conflicts } from "./conflicts.tsx";
import { useText } from "./text.ts";

function Profile({ own }: { own: OwnExpert }) {
  const t = useText();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(() => typeEmployer(own.profile));
  const command = useOnce();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body: OwnProfile = readEmployer(typed);
    const saved = await command.run(() => put<OwnExpert>("/api/expert/profile", body));
    if (!saved) return;
    cache.setQueryData(["/api/expert/profile"], saved);
    showToast(t("profile.saved"));
  };
  return (
    <Panel title={t("profile.own")} id="profile">
      <p className="sb-muted">{t("profile.lead")}</p>
      {own.profile?.active === false && <Alert tone="warn">{t("profile.inactive")}</Alert>}
      <ProblemAlert problem={command.problem} />
      <form onSubmit={(event) => void submit(event)}>
        <EmployerFields typed={typed} onType={(change) => setTyped({ ...typed, ...change })} />
        <Button tone="primary" type="submit" busy={command.busy}>
          {t("profile.save")}
        </Button>
      </form>
    </Panel>
  );
}

/** Where the expert works, and whom the expert must not judge: both keep declarations away before any draw. */
export default function ProfilePage() {
  const t = useText();
  const locale = useLocale();
  const own = useGet<OwnExpert>("/api/expert/profile");
  return (
    <PageFrame width="form">
      <PageHead title={t("profile.title")} lead={own.data?.name} />
      {own.isPending && <Skeleton lines={6} />}
      {own.isError && <LoadError message={own.error.text[locale]} onRetry={() => void own.refetch()} />}
      {own.isSuccess && <Profile own={own.data} />}
      <Conflicts />
    </PageFrame>
  );
}
