import { Link } from "wouter";
import type { RoundList, RoundSummary } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { RoundTag, standingOf } from "../../record-kit/round-tag.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { Empty, LoadError, Skeleton } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { usePublicText } from "./text.ts";
import "./public.css";

function RoundCard({ round }: { round: RoundSummary }) {
  const t = usePublicText();
  const locale = useLocale();
  const isOpen = standingOf(round) === "open";
  return (
    <li className="public-card">
      <div className="public-card__head">
        <RoundTag round={round} />
        <span className="public-card__kind">{round.kind[locale]}</span>
      </div>
      <h3 className="public-card__title">
        <Link href={`/rounds/${round.id}`}>{round.title[locale]}</Link>
      </h3>
      <p className="public-card__summary">{round.summary[locale]}</p>
      <dl className="public-card__facts">
        <dt>{t("home.authority")}</dt>
        <dd>{round.authority[locale]}</dd>
        <dt>{t("home.opens")}</dt>
        <dd>{formatInstant(round.opensAt, locale)}</dd>
        <dt>{t("home.closes")}</dt>
        <dd>{isOpen ? <Deadline at={round.closesAt} /> : formatInstant(round.closesAt, locale)}</dd>
      </dl>
      <div className="public-card__foot">
        <span className="sb-muted">{t("home.report", { year: round.year })}</span>
        <LinkButton to={`/rounds/${round.id}`} tone={isOpen ? "primary" : "default"}>
          {t("home.details")}
        </LinkButton>
      </div>
    </li>
  );
}

/** Open programmes with their deadlines, then the other rounds. */
export default function HomePage() {
  const t = usePublicText();
  const locale = useLocale();
  const rounds = useGet<RoundList>("/api/public/rounds");
  const items = rounds.data?.items ?? [];
  const open = items.filter((round) => round.accepting);
  const other = items.filter((round) => !round.accepting);
  return (
    <PageFrame>
      <PageHead title={t("home.title")} lead={t("home.lead")} />
      {rounds.isPending && <Skeleton lines={6} />}
      {rounds.isError && <LoadError message={rounds.error.text[locale]} onRetry={() => void rounds.refetch()} />}
      {rounds.isSuccess && (
        <>
          <h2 className="public-heading">{t("home.open")}</h2>
          {open.length === 0 ? (
            <Empty title={t("home.none")}>{t("home.noneHint")}</Empty>
          ) : (
            <ul className="public-cards">
              {open.map((round) => (
                <RoundCard key={round.id} round={round} />
              ))}
            </ul>
          )}
          {other.length > 0 && (
            <>
              <h2 className="public-heading">{t("home.other")}</h2>
              <ul className="public-cards">
                {other.map((round) => (
                  <RoundCard key={round.id} round={round} />
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </PageFrame>
  );
}
