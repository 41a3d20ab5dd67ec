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
import { TextField } from "../../ui/labelled-controls.tsx";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import zh from "./locales/zh.ts";
import { useAdministrationText } from "./text.ts";
import "./administration.css";

const knownActions = Object.keys(zh.actions);

/** What an action carried, one line a value. The keys are those of the log itself: an auditor quotes them. */
function Detail({ detail }: { detail: Readonly<Record<string, unknown>> }) {
  return Object.entries(detail).map(([key, value]) => (
    <div key={key} className="administration-code">
      {key}: {typeof value === "string" ? value : JSON.stringify(value)}
    </div>
  ));
}

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
    setFilter({ action: typed.action.trim(), actor: typed.actor.trim() });
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
  // Codes the catalogue does not know (actions of a workflow document) are shown as they are.
  const word = (key: string, code: string): string => {
    const found = (t as (key: string, values: Record<string, string>) => string)(key, { defaultValue: code });
    return found;
  };
  const actionWord = (action: string): string => word(`actions.${action}`, t("audit.workflowStep"));
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
              <>
                <Input
                  {...control}
                  list="audit-actions"
                  value={typed.action}
                  onChange={(event) => setTyped({ ...typed, action: event.target.value })}
                />
                <datalist id="audit-actions">
                  {knownActions.map((action) => (
                    <option key={action} value={action}>
                      {actionWord(action)}
                    </option>
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <TextField
            label={t("audit.filterActor")}
            value={typed.actor}
            onChange={(value) => setTyped({ ...typed, actor: value })}
          />
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
              {
                key: "at",
                title: t("audit.at"),
                render: (line) => <span className="administration-time">{formatInstant(line.at, locale)}</span>,
              },
              {
                key: "actor",
                title: t("audit.actor"),
                render: (line) => (
                  <>
                    {line.actor}
                    {line.actorRole && (
                      <div className="sb-muted">{word(`roles.${line.actorRole}`, line.actorRole)}</div>
                    )}
                  </>
                ),
              },
              {
                key: "action",
                title: t("audit.action"),
                render: (line) => (
                  <>
                    {actionWord(line.action)}
                    <div className="sb-muted administration-code">{line.action}</div>
                  </>
                ),
              },
              {
                key: "subject",
                title: t("audit.subject"),
                render: (line) => (
                  <>
                    {word(`subjects.${line.subjectType}`, line.subjectType)}
                    <div className="sb-muted administration-code">{line.subjectId}</div>
                  </>
                ),
              },
              { key: "detail", title: t("audit.detail"), render: (line) => <Detail detail={line.detail} /> },
            ]}
          />
          {last !== undefined && last > 1 && (
            <Button onClick={() => setFilter({ ...filter, before: last })}>{t("audit.more")}</Button>
          )}{" "}
          {filter.before !== undefined && (
            <Button onClick={() => setFilter({ action: filter.action, actor: filter.actor })}>
              {t("audit.newest")}
            </Button>
          )}
        </Panel>
      )}
    </QueueFrame>
  );
}
