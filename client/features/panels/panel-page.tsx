import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useParams } from "wouter";
import type { PanelDetail, PanelList, PanelSummary } from "../../../core/contracts/experts.ts";
import type { RoundList } from "../../../core/contracts/programmes.ts";
import { useGet } from "../../api/queries.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Assignments } from "./assignments.tsx";
import { Draws } from "./draws.tsx";
import { Due } from "./due.tsx";
import { ExpertProgress } from "./expert-progress.tsx";
import { Opening } from "./opening.tsx";
import { PanelFacts, stateTones } from "./panel-facts.tsx";
import { useText } from "./text.ts";
import "./panels.css";

/** One panel in the order of the work: what it is, the draw, who has what, how far they are, the opening. */
function PanelWork({ panel }: { panel: PanelSummary }) {
  const locale = useLocale();
  const cache = useQueryClient();
  const path = `/api/rounds/${panel.roundId}/panels/${panel.panelId}`;
  const detail = useGet<PanelDetail>(path);
  const isOpened = detail.data?.panel.state === "opened";
  // What was pressed is gone after the opening: the focus goes to the heading, which says the new state.
  const wasOpened = useRef(isOpened);
  useEffect(() => {
    if (detail.data && isOpened && !wasOpened.current) document.querySelector<HTMLElement>("h1")?.focus();
    wasOpened.current = !detail.data || isOpened;
  }, [isOpened, detail.data]);
  const onChanged = (changed: PanelDetail) => {
    cache.setQueryData([path], changed);
    void cache.invalidateQueries({ queryKey: [`/api/rounds/${panel.roundId}/panels`] });
    void cache.invalidateQueries({ queryKey: ["/api/experts"] });
  };
  if (detail.isPending) return <Skeleton lines={12} />;
  if (detail.isError) return <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />;
  return (
    <>
      <PanelFacts panel={detail.data.panel} />
      <Draws detail={detail.data} path={path} onChanged={onChanged} />
      <Assignments detail={detail.data} path={path} onChanged={onChanged} />
      <Due detail={detail.data} path={path} onChanged={onChanged} />
      <ExpertProgress detail={detail.data} />
      <Opening detail={detail.data} path={path} onChanged={onChanged} />
    </>
  );
}

/** The panels of a round; with several, one is chosen by its address. */
export default function PanelPage() {
  const t = useText();
  const locale = useLocale();
  const { id, panelId } = useParams<{ id: string; panelId?: string }>();
  const panels = useGet<PanelList>(`/api/rounds/${id}/panels`);
  const rounds = useGet<RoundList>("/api/rounds");
  const round = rounds.data?.items.find((entry) => entry.id === id);
  const items = panels.data?.items ?? [];
  const panel = panelId ? items.find((entry) => entry.panelId === panelId) : items[0];
  return (
    <PageFrame>
      <PageHead
        title={panel ? t("panel.title", { panel: panel.title[locale] }) : t("panel.none")}
        back={{ to: `/manage/rounds/${id}`, label: round?.title[locale] ?? t("panel.round") }}
        lead={panel && <Tag tone={stateTones[panel.state]}>{t(`state.${panel.state}`)}</Tag>}
        actions={
          <>
            <LinkButton to="/manage/experts">{t("pool.title")}</LinkButton>
            {panel?.state === "opened" && (
              <LinkButton tone="primary" to={`/manage/rounds/${id}/panels/${panel.panelId}/report`}>
                {t("report.title")}
              </LinkButton>
            )}
          </>
        }
      />
      {items.length > 1 && (
        <nav className="sb-pn-choice sb-no-print" aria-label={t("panel.choose")}>
          {items.map((entry) => (
            <Link
              key={entry.panelId}
              href={`/manage/rounds/${id}/panels/${entry.panelId}`}
              className="sb-button"
              aria-current={entry === panel ? "page" : undefined}
            >
              {entry.title[locale]}
            </Link>
          ))}
        </nav>
      )}
      {panels.isPending && <Skeleton lines={12} />}
      {panels.isError && <LoadError message={panels.error.text[locale]} onRetry={() => void panels.refetch()} />}
      {panels.isSuccess && !panel && (
        <Panel>
          <Empty
            title={t("panel.none")}
            actions={<LinkButton to={`/manage/rounds/${id}`}>{t("panel.toRound")}</LinkButton>}
          >
            {t("panel.noneHint")}
          </Empty>
        </Panel>
      )}
      {panel && <PanelWork key={panel.panelId} panel={panel} />}
    </PageFrame>
  );
}
