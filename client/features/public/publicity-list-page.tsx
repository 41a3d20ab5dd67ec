import { Link } from "wouter";
import type { PublicityList } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { Empty, LoadError, Skeleton, Tag } from "../../ui/display.tsx";
import { formatDay } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { usePublicText } from "./text.ts";
import "./public.css";

export const publicityTones = { public: "accent", published: "ok", withdrawn: "neutral" } as const;

/** Every list on public notice, and the published ones. */
export default function PublicityListPage() {
  const t = usePublicText();
  const locale = useLocale();
  const notices = useGet<PublicityList>("/api/public/publicity");
  return (
    <PageFrame>
      <PageHead title={t("publicity.title")} lead={t("publicity.lead")} />
      {notices.isPending && <Skeleton lines={6} />}
      {notices.isError && <LoadError message={notices.error.text[locale]} onRetry={() => void notices.refetch()} />}
      {notices.data?.items.length === 0 && <Empty title={t("publicity.none")} />}
      <ul className="public-cards">
        {notices.data?.items.map((notice) => (
          <li key={notice.id} className="public-card">
            <div className="public-card__head">
              <Tag tone={publicityTones[notice.status]}>{t(`publicity.${notice.status}`)}</Tag>
              <span>{notice.kind[locale]}</span>
            </div>
            <h2 className="public-card__title">
              <Link href={`/publicity/${notice.id}`}>{notice.title[locale]}</Link>
            </h2>
            <p className="public-card__summary">{notice.authority[locale]}</p>
            <p className="sb-muted">
              {t("publicity.until", {
                from: formatDay(notice.startsOn, locale),
                to: formatDay(notice.endsOn, locale),
                days: notice.workingDays,
              })}
            </p>
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
