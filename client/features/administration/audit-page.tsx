import { type FormEvent, useState } from "react";
import type { AuditPage as AuditLines, AuditVerification } from "../../../core/contracts/audit.ts";
import { get } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageHead, QueueFrame } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useAdministrationText } from "./text.ts";

/** The audit log, newest first, and its verification. */
export default function AuditPage() {
  const t = useAdministrationText();
  const locale = useLocale();
  const [typed, setTyped] = useState({ action: "", actor: "" });
  const [filter, setFilter] = useState<{ action: string; actor: string; before?: number }>(typed);
  const [verified, setVerified] = useState<AuditVerification | null>(null);
  const [busy, setBusy] = useState(false);
  const lines = useGet<AuditLines>("/api/audit", { ...filter, limit: 50 });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFilter(typed);
  };
  const verify = async () => {
    setBusy(true);
    try {
      setVerified(await get<AuditVerification>("/api/audit/verification"));
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
    } finally {
      setBusy(false);
    }
  };
  const last = lines.data?.items.at(-1)?.seq;
  return (
    <QueueFrame
      head={
        <PageHead
          title={t("audit.title")}
          lead={t("audit.lead")}
          actions={
            <Button tone="primary" busy={busy} onClick={() => void verify()}>
              {t("audit.verify")}
            </Button>
          }
        />
      }
      filters={
        <form onSubmit={submit} className="sb-filters">
          <Field label={t("audit.filterAction")}>
            {(control) => (
              <Input
                {...control}
                value={typed.action}
                onChange={(event) => setTyped({ ...typed, action: event.target.value })}
              />
            )}
          </Field>
          <Field label={t("audit.filterActor")}>
            {(control) => (
              <Input
                {...control}
                value={typed.actor}
                onChange={(event) => setTyped({ ...typed, actor: event.target.value })}
              />
            )}
          </Field>
          <Button type="submit">{t("audit.find")}</Button>
        </form>
      }
    >
      {verified && (
        <Alert tone={verified.ok ? "ok" : "bad"} live="polite">
          {verified.ok
            ? t("audit.verified", { count: verified.count })
            : t("audit.broken", { seq: verified.firstBad ?? 0 })}
        </Alert>
      )}
      {lines.isPending && <Skeleton lines={8} />}
      {lines.isError && <LoadError message={lines.error.text[locale]} onRetry={() => void lines.refetch()} />}
      {lines.isSuccess && (
        <Panel>
          <Table
            caption={t("audit.caption")}
            captionHidden
            rows={lines.data.items}
            rowKey={(line) => String(line.seq)}
            empty={<Empty title={t("audit.none")} />}
            columns={[
              { key: "seq", title: t("audit.seq"), numeric: true, rowHeader: true, render: (line) => line.seq },
              { key: "at", title: t("audit.at"), render: (line) => formatInstant(line.at, locale) },
              { key: "actor", title: t("audit.actor"), render: (line) => line.actor },
              { key: "action", title: t("audit.action"), render: (line) => <code>{line.action}</code> },
              {
                key: "subject",
                title: t("audit.subject"),
                render: (line) => `${line.subjectType} ${line.subjectId ?? ""}`,
              },
              { key: "detail", title: t("audit.detail"), render: (line) => <code>{JSON.stringify(line.detail)}</code> },
            ]}
          />
          {last !== undefined && last > 1 && (
            <Button onClick={() => setFilter({ ...typed, before: last })}>{t("audit.more")}</Button>
          )}
        </Panel>
      )}
    </QueueFrame>
  );
}
