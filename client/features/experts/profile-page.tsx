import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OwnExpert } from "../../../core/contracts/expert-sheets.ts";
import type { OwnProfile } from "../../../core/contracts/experts.ts";
import { put } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { readTags, tagsText } from "../../ui/tags-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { Conflicts } from "./conflicts.tsx";
import { useText } from "./text.ts";

function Profile({ own }: { own: OwnExpert }) {
  const t = useText();
  const cache = useQueryClient();
  const [typed, setTyped] = useState({
    employerName: own.profile?.employerName ?? "",
    employerCreditCode: own.profile?.employerCreditCode ?? "",
    fields: tagsText(own.profile?.fields ?? []),
  });
  const command = useOnce();
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body: OwnProfile = {
      employerName: typed.employerName.trim() || null,
      employerCreditCode: typed.employerCreditCode.trim().toUpperCase() || null,
      fields: readTags(typed.fields),
    };
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
        <Field label={t("profile.employer")} hint={t("profile.employerHint")} required>
          {(control) => (
            <Input
              {...control}
              required
              minLength={2}
              maxLength={120}
              value={typed.employerName}
              onChange={(event) => set({ employerName: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("profile.creditCode")} hint={t("profile.creditCodeHint")}>
          {(control) => (
            <Input
              {...control}
              minLength={18}
              maxLength={18}
              autoComplete="off"
              value={typed.employerCreditCode}
              onChange={(event) => set({ employerCreditCode: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("profile.fields")} hint={t("profile.fieldsHint")}>
          {(control) => (
            <Input {...control} value={typed.fields} onChange={(event) => set({ fields: event.target.value })} />
          )}
        </Field>
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
