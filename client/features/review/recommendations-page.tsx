import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import type { DeclarationSummary, RecommendationList } from "../../../core/contracts/declarations.ts";
import type { RoundList } from "../../../core/contracts/programmes.ts";
import { put } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, Empty, LoadError, Panel, Skeleton, Tag } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useReviewText } from "./text.ts";
import "./review.css";
import { labelled } from "../../ui/punctuation.ts";

/** Moves one entry of a list; out of range leaves it as it is. */
function moved<T>(list: readonly T[], from: number, to: number): T[] {
  if (to < 0 || to >= list.length || from === to) return [...list];
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

function OrderList({ list, roundPath, quota }: { list: RecommendationList; roundPath: string; quota: number | null }) {
  const t = useReviewText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [items, setItems] = useState<readonly DeclarationSummary[]>(list.items);
  const [dragged, setDragged] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => setItems(list.items), [list]);
  const changed = items.some((item, at) => item.id !== list.items[at]?.id);
  const move = (from: number, to: number) => {
    const next = moved(items, from, to);
    setItems(next);
    const item = items[from];
    if (item) setSaid(t("order.moved", { name: item.applicantName, rank: next.indexOf(item) + 1 }));
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(at, event.key === "ArrowUp" ? at - 1 : at + 1);
  };
  const save = async () => {
    setBusy(true);
    try {
      const saved = await put<RecommendationList>(roundPath, {
        revision: list.revision,
        order: items.map((item) => item.id),
      });
      cache.setQueryData([roundPath], saved);
      showToast(t("order.saved"));
    } catch (error) {
      const problem = problemOf(error);
      showToast(problem.status === 409 ? t("order.conflict") : problem.text[locale], "bad");
      if (problem.status === 409) await cache.invalidateQueries({ queryKey: [roundPath] });
    } finally {
      setBusy(false);
    }
  };
  if (items.length === 0) return <Empty title={t("order.none")} />;
  return (
    <Panel
      title={t("order.caption")}
      id="order"
      actions={
        <Button tone="primary" busy={busy} disabled={!changed} onClick={() => void save()}>
          {t("order.save")}
        </Button>
      }
    >
      {changed && <Alert tone="accent">{t("order.changed")}</Alert>}
      {quota !== null && <p className="sb-muted">{t("order.quota", { quota })}</p>}
      <div className="sb-visually-hidden" aria-live="polite">
        {said}
      </div>
      <ol className="review-order">
        {items.map((item, at) => (
          <li
            key={item.id}
            className={`review-order__row${quota !== null && at === quota ? " review-order__row--cut" : ""}`}
            draggable
            onDragStart={() => setDragged(at)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) move(dragged, at);
              setDragged(null);
            }}
          >
            <span className="review-order__rank">{at + 1}</span>
            <span className="review-order__name">
              <Link href={`/review/${item.id}`} onKeyDown={(event) => onKeyDown(event, at)}>
                {item.applicantName}
              </Link>{" "}
              <span className="sb-muted">
                {item.city}
                {item.county}
              </span>
            </span>
            <Tag>{item.stateTitle[locale]}</Tag>
            <Button
              size="small"
              disabled={at === 0}
              aria-label={labelled(t("order.up"), item.applicantName)}
              onClick={() => move(at, at - 1)}
            >
              ↑
            </Button>
            <Button
              size="small"
              disabled={at === items.length - 1}
              aria-label={labelled(t("order.down"), item.applicantName)}
              onClick={() => move(at, at + 1)}
            >
              ↓
            </Button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** The reviewer's order of recommendation within one round. */
export default function RecommendationsPage() {
  const t = useReviewText();
  const locale = useLocale();
  const { roundId } = useParams<{ roundId?: string }>();
  const [, navigate] = useLocation();
  const rounds = useGet<RoundList>("/api/rounds");
  const chosen = roundId ?? (rounds.data?.items.length === 1 ? rounds.data.items[0]?.id : undefined);
  const roundPath = chosen ? `/api/rounds/${chosen}/recommendations` : null;
  const list = useGet<RecommendationList>(roundPath);
  const quota = rounds.data?.items.find((round) => round.id === chosen)?.quota ?? null;
  return (
    <PageFrame>
      <PageHead title={t("order.title")} lead={t("order.lead")} />
      <Panel>
        <SelectField
          label={t("order.round")}
          value={chosen ?? ""}
          placeholder={t("order.choose")}
          onChange={(value) => navigate(`/recommendations/${value}`)}
          options={(rounds.data?.items ?? []).map((round) => ({ value: round.id, label: round.title[locale] }))}
        />
      </Panel>
      {roundPath && list.isPending && <Skeleton lines={6} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {roundPath && list.isSuccess && <OrderList list={list.data} roundPath={roundPath} quota={quota} />}
    </PageFrame>
  );
}
