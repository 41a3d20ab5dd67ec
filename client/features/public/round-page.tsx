import Markdown, { type MarkdownToJSX } from "markdown-to-jsx/react";
import { lazy, Suspense, useState } from "react";
import { useParams } from "wouter";
import type { RoundDetail, RoundForm } from "../../../core/contracts/programmes.ts";
import type { LocalText } from "../../../core/problems/finding.ts";
import { useGet } from "../../api/queries.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Deadline } from "../../ui/deadline.tsx";
import { Alert, Facts, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { formatDay, formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { usePublicText } from "./text.ts";
import "./public.css";

// The pre-check brings the form kit along; the guide alone must open at once.
const Precheck = lazy(() => import("./precheck.tsx").then((module) => ({ default: module.Precheck })));

/** Headings of the notice stand below the page's own; pictures from elsewhere are not loaded. */
const proseOverrides: MarkdownToJSX.Overrides = {
  h1: { component: "h3" },
  h2: { component: "h3" },
  img: { component: () => null },
};

function List({ title, items, ordered }: { title: string; items: readonly LocalText[]; ordered?: boolean }) {
  const locale = useLocale();
  if (items.length === 0) return null;
  const entries = items.map((item) => <li key={item.zh}>{item[locale]}</li>);
  return (
    <Panel title={title}>
      {ordered ? <ol className="public-list">{entries}</ol> : <ul className="public-list">{entries}</ul>}
    </Panel>
  );
}

function Guide({ detail }: { detail: RoundDetail }) {
  const t = usePublicText();
  const locale = useLocale();
  const [checking, setChecking] = useState(false);
  const form = useGet<RoundForm>(checking ? `/api/public/rounds/${detail.round.id}/form` : null);
  const { round, notice } = detail;
  return (
    <>
      <PageHead
        title={round.title[locale]}
        back={{ to: "/", label: t("round.back") }}
        lead={round.summary[locale]}
        actions={
          <>
            {!checking && <Button onClick={() => setChecking(true)}>{t("round.precheck")}</Button>}
            {round.accepting ? (
              <LinkButton tone="primary" to={`/declare/${round.id}`}>
                {t("round.apply")}
              </LinkButton>
            ) : (
              <span className="sb-muted">{t("round.notAccepting")}</span>
            )}
          </>
        }
      />
      <Panel title={t("round.facts")} id="facts">
        <Facts
          items={[
            { label: t("home.authority"), value: round.authority[locale] },
            {
              label: t("round.period"),
              value: (
                <>
                  {formatInstant(round.opensAt, locale)} – <Deadline at={round.closesAt} />
                </>
              ),
            },
            { label: t("round.year"), value: t("round.yearValue", { year: round.year }) },
            { label: t("round.applicant"), value: t(`round.${round.applicant}`) },
            ...(detail.batches.length > 0
              ? [{ label: t("round.batches"), value: detail.batches.map((batch) => batch.title[locale]).join(" · ") }]
              : []),
            ...(detail.contact ? [{ label: t("round.contact"), value: detail.contact[locale] }] : []),
          ]}
        />
      </Panel>
      {detail.again.length > 0 && (
        <Alert tone="info" title={t("round.again")}>
          <ul className="public-list">
            {detail.again.map((rule) => (
              <li key={rule.zh}>{rule[locale]}</li>
            ))}
          </ul>
        </Alert>
      )}
      {checking && form.isError && <LoadError message={form.error.text[locale]} onRetry={() => void form.refetch()} />}
      {form.data && (
        <Suspense fallback={<Skeleton lines={4} />}>
          <Precheck round={form.data} />
        </Suspense>
      )}
      <List title={t("round.who")} items={detail.guide.whoMayApply} />
      <List title={t("round.materials")} items={detail.guide.materials} ordered />
      <p>
        {(["pdf", "docx"] as const).map((format) => (
          <a
            key={format}
            className="sb-button sb-button--text"
            download
            href={`/api/public/rounds/${round.id}/paper?format=${format}&locale=${locale}`}
          >
            {t(`round.emptyForm.${format}`)}
          </a>
        ))}
      </p>
      <List title={t("round.steps")} items={detail.guide.steps} ordered />
      <List title={t("round.benefits")} items={detail.guide.benefits} />
      <Panel title={t("round.notice")} id="notice">
        <Facts
          items={[
            { label: t("round.notice"), value: notice.title[locale] },
            ...(notice.number ? [{ label: t("round.number"), value: notice.number }] : []),
            ...(notice.publishedOn
              ? [{ label: t("round.published"), value: formatDay(notice.publishedOn, locale) }]
              : []),
          ]}
        />
        {notice.body && (
          <div className="public-prose">
            <Markdown options={{ disableParsingRawHTML: true, overrides: proseOverrides }}>
              {notice.body[locale]}
            </Markdown>
          </div>
        )}
      </Panel>
      <Alert tone="info">{t("round.publicity", { days: detail.publicityWorkingDays })}</Alert>
    </>
  );
}

/** One round as a government service page: what it is for, who may apply, what is needed, steps, the notice. */
export default function RoundPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const detail = useGet<RoundDetail>(`/api/public/rounds/${id}`);
  return (
    <PageFrame>
      {detail.isPending && <Skeleton lines={10} />}
      {detail.isError && <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />}
      {detail.isSuccess && <Guide detail={detail.data} />}
    </PageFrame>
  );
}
