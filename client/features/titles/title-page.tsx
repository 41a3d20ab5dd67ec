import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "wouter";
import type { TitleDetail } from "../../../core/contracts/titles.ts";
import { useGet } from "../../api/queries.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Alert, Facts, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { CancelTitleDialog } from "./cancel-title-dialog.tsx";
import { statusTones } from "./register-page.tsx";
import { RenewTitleDialog } from "./renew-title-dialog.tsx";
import { useTitlesText } from "./text.ts";

function History({ events }: { events: TitleDetail["events"] }) {
  const t = useTitlesText();
  const locale = useLocale();
  return (
    <Panel title={t("title.history")} id="history">
      <Table
        caption={t("title.history")}
        captionHidden
        rows={events}
        rowKey={(event) => `${event.at} ${event.kind}`}
        columns={[
          { key: "day", title: t("event.day"), render: (event) => formatDay(event.day, locale) },
          {
            key: "what",
            title: t("event.what"),
            rowHeader: true,
            render: (event) => t(`event.${event.kind as "awarded"}`),
          },
          {
            key: "until",
            title: t("field.validUntil"),
            render: (event) => (event.validUntil ? formatDay(event.validUntil, locale) : t("field.noEnd")),
          },
          {
            key: "why",
            title: t("event.why"),
            render: (event) => (
              <>
                {event.ground?.[locale]}
                {event.reason && <div className="sb-muted">{event.reason}</div>}
              </>
            ),
          },
          { key: "by", title: t("title.by"), render: (event) => event.by ?? t("title.clock") },
        ]}
      />
    </Panel>
  );
}

/** Titles that this one led to, or came from, with how they stand. */
function TitleLinks({ of }: { of: TitleDetail["recognised"] }) {
  const t = useTitlesText();
  const locale = useLocale();
  return (
    <>
      {of.map(({ id, number, name, status }) => (
        <div key={id}>
          <Link href={`/manage/titles/${id}`}>{number}</Link> {name[locale]}{" "}
          <Tag tone={statusTones[status]}>{t(`status.${status}`)}</Tag>
        </div>
      ))}
    </>
  );
}

function Title({ detail }: { detail: TitleDetail }) {
  const t = useTitlesText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [doing, setDoing] = useState<"cancel" | "renew" | null>(null);
  const { title, grounds, ban, source, recognised } = detail;
  const isOpen = title.status !== "cancelled";
  const done = (message: string) => {
    setDoing(null);
    showToast(message);
    void cache.invalidateQueries();
  };
  return (
    <>
      <PageHead
        title={title.number}
        back={{ to: "/manage/titles", label: t("title.back") }}
        lead={
          <>
            <Tag tone={statusTones[title.status]}>{t(`status.${title.status}`)}</Tag> {title.holder}
          </>
        }
        actions={
          isOpen && (
            <>
              {title.validUntil !== null && <Button onClick={() => setDoing("renew")}>{t("title.renew")}</Button>}
              {grounds.length > 0 && (
                <Button tone="danger" onClick={() => setDoing("cancel")}>
                  {t("title.cancel")}
                </Button>
              )}
            </>
          )
        }
      />
      {isOpen && grounds.length === 0 && <Alert tone="info">{t("title.noGrounds")}</Alert>}
      {source?.status === "cancelled" && title.status === "valid" && (
        <Alert tone="warn">{t("title.sourceGone", { number: source.number })}</Alert>
      )}
      {ban && (
        <Alert tone="warn" title={t("title.ban")}>
          <p>
            {t("title.banText", { from: formatDay(ban.fromDay, locale), free: formatDay(ban.freeOn, locale) })}{" "}
            {ban.ground[locale]}
          </p>
        </Alert>
      )}
      <Panel title={t("title.facts")} id="facts">
        <Facts
          items={[
            { label: t("field.name"), value: title.name[locale] },
            { label: t("field.holder"), value: title.holder },
            ...(title.creditCode ? [{ label: t("field.creditCode"), value: title.creditCode }] : []),
            { label: t("field.region"), value: title.region },
            { label: t("field.authority"), value: detail.authority[locale] },
            { label: t("field.awardedOn"), value: formatDay(title.awardedOn, locale) },
            {
              label: t("field.validUntil"),
              value: title.validUntil ? formatDay(title.validUntil, locale) : t("field.noEnd"),
            },
            { label: t("field.origin"), value: t(`origin.${title.origin}`) },
            ...(source ? [{ label: t("field.source"), value: <TitleLinks of={[source]} /> }] : []),
            ...(recognised.length > 0 ? [{ label: t("field.recognised"), value: <TitleLinks of={recognised} /> }] : []),
          ]}
        />
        <p>
          <LinkButton to={`/verify/${encodeURIComponent(title.number)}`}>{t("title.verify")}</LinkButton>{" "}
          {title.declarationId && (
            <LinkButton to={`/review/${title.declarationId}`}>{t("title.declaration")}</LinkButton>
          )}
        </p>
      </Panel>
      <History events={detail.events} />
      {doing === "cancel" && (
        <CancelTitleDialog detail={detail} onClose={() => setDoing(null)} onDone={() => done(t("cancel.done"))} />
      )}
      {doing === "renew" && (
        <RenewTitleDialog detail={detail} onClose={() => setDoing(null)} onDone={() => done(t("renew.done"))} />
      )}
    </>
  );
}

/** One title with its history, and what its keeper may do about it. */
export default function TitlePage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const detail = useGet<TitleDetail>(`/api/titles/${id}`);
  return (
    <PageFrame>
      {detail.isPending && <Skeleton lines={8} />}
      {detail.isError && <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />}
      {detail.isSuccess && <Title detail={detail.data} />}
    </PageFrame>
  );
}
