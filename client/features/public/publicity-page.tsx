import { useState } from "react";
import { Link, useParams } from "wouter";
import type { PublicityNotice } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { ObjectionDialog } from "./objection-dialog.tsx";
import { publicityTones } from "./publicity-list-page.tsx";
import { usePublicText } from "./text.ts";

/** One list on public notice; while the notice runs, anybody may object to a fact. */
export default function PublicityPage() {
  const t = usePublicText();
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const notice = useGet<PublicityNotice>(`/api/public/publicity/${id}`);
  const [objecting, setObjecting] = useState(false);
  if (notice.isPending)
    return (
      <PageFrame>
        <Skeleton lines={8} />
      </PageFrame>
    );
  if (notice.isError)
    return (
      <PageFrame>
        <LoadError message={notice.error.text[locale]} onRetry={() => void notice.refetch()} />
      </PageFrame>
    );
  const { data } = notice;
  const rows = data.items.map((item, at) => ({ ...item, no: at + 1 }));
  return (
    <PageFrame>
      <PageHead
        title={data.title[locale]}
        back={{ to: "/publicity", label: t("publicity.back") }}
        lead={
          <>
            <Tag tone={publicityTones[data.status]}>{t(`publicity.${data.status}`)}</Tag> {data.authority[locale]}
          </>
        }
        actions={
          data.status === "public" && <Button onClick={() => setObjecting(true)}>{t("publicity.objection")}</Button>
        }
      />
      <Alert tone={data.status === "published" ? "ok" : "info"}>
        {t("publicity.until", {
          from: formatDay(data.startsOn, locale),
          to: formatDay(data.endsOn, locale),
          days: data.workingDays,
        })}
        {data.publishedAt && <div>{t("publicity.publishedAt", { at: formatInstant(data.publishedAt, locale) })}</div>}
        {!data.calendarComplete && <div>{t("publicity.calendar")}</div>}
        {data.contact && <div>{data.contact[locale]}</div>}
      </Alert>
      <Panel>
        <Table
          caption={t("publicity.list")}
          columns={[
            { key: "no", title: t("publicity.no"), render: (row) => row.no, numeric: true, width: "80px" },
            { key: "name", title: t("publicity.name"), render: (row) => row.applicantName, rowHeader: true },
            { key: "region", title: t("publicity.region"), render: (row) => `${row.city}${row.county ?? ""}` },
            ...(data.items.some(({ tier }) => tier !== null)
              ? [
                  {
                    key: "tier",
                    title: t("publicity.tier"),
                    render: (row: (typeof rows)[number]) => row.tier?.[locale] ?? "—",
                  },
                ]
              : []),
            ...(data.status === "published"
              ? [
                  {
                    key: "number",
                    title: t("publicity.titleNumber"),
                    render: (row: (typeof rows)[number]) =>
                      row.titleNumber && (
                        <Link href={`/verify/${encodeURIComponent(row.titleNumber)}`}>{row.titleNumber}</Link>
                      ),
                  },
                ]
              : []),
          ]}
          rows={rows}
          rowKey={(row) => row.declarationId}
        />
      </Panel>
      <ObjectionDialog notice={data} open={objecting} onClose={() => setObjecting(false)} />
    </PageFrame>
  );
}
