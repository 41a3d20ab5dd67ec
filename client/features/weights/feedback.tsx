import type { GroupFeedback, StudyGroup } from "../../../core/contracts/weights.ts";
import { LEAST_FOR_SPREAD } from "../../../core/scoring/weighing/weigh.ts";
import { findWeighingKind } from "../../../core/scoring/weighing/weighing-kinds.ts";
import { Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { Doubts } from "./doubts.tsx";
import { useWeightsText } from "./text.ts";
import "./weights.css";
import { labelled } from "../../ui/punctuation.ts";

/** Quartiles and median of one item on a line from 0 to the largest value of its group; a mark for one's own. */
export function SpreadBar({
  item,
  most,
  own,
}: {
  item: GroupFeedback["items"][number];
  most: number;
  own?: number | undefined;
}) {
  const t = useWeightsText();
  const at = (value: number) => `${Math.min(100, (100 * value) / (most || 1))}%`;
  const { lowerQuartile: low, upperQuartile: high, median } = item;
  const isSpread = low !== null && high !== null;
  return (
    <span
      className="weights-bar"
      role="img"
      aria-label={
        isSpread
          ? t("feedback.bar", { low: figure(low), high: figure(high), median: figure(median) })
          : t("feedback.barMedian", { median: figure(median) })
      }
    >
      {isSpread && <span className="weights-bar__box" style={{ left: at(low), width: at(high - low) }} />}
      <span className="weights-bar__median" style={{ left: at(median) }} />
      {own !== undefined && Number.isFinite(own) && <span className="weights-bar__own" style={{ left: at(own) }} />}
    </span>
  );
}

/** To two places; the figures themselves keep four. */
const figure = (value: number): number => Math.round(value * 100) / 100;
const figureOrDash = (value: number | null) => (value === null ? "—" : figure(value));

/** The scale of a group's bars. */
export function mostOf(feedback: GroupFeedback): number {
  return Math.max(...feedback.items.map(({ upperQuartile, median }) => upperQuartile ?? median));
}

/** The signs that a group has said enough, in words. */
function Signs({ advice }: { advice: GroupFeedback["advice"] }) {
  const t = useWeightsText();
  const told = (met: boolean | null) => t(met === null ? "feedback.unknown" : met ? "feedback.met" : "feedback.notMet");
  const signs = [
    { label: t("feedback.signSpread"), met: advice.spread },
    { label: t("feedback.signAgreement"), met: advice.agreement },
    { label: t("feedback.signStable"), met: advice.stable },
  ];
  return (
    <ul className="weights-signs" aria-label={t("feedback.signs")}>
      {signs.map(({ label, met }) => (
        <li key={label}>
          <Tag tone={met === null ? "neutral" : met ? "ok" : "warn"}>{labelled(label, told(met))}</Tag>
        </li>
      ))}
    </ul>
  );
}

/** What a closed round says about one group: figures, agreement, remarks. Nothing in it has a name. */
export function FeedbackTable({
  kind,
  group,
  feedback,
  own,
  signs = false,
}: {
  kind: string;
  group: StudyGroup;
  feedback: GroupFeedback;
  /** One's own values of that round, by item. */
  own?: Readonly<Record<string, string>> | undefined;
  signs?: boolean;
}) {
  const t = useWeightsText();
  const locale = useLocale();
  const most = mostOf(feedback);
  const titles = new Map(group.items.map(({ id, title }) => [id, title[locale]]));
  const hasOwn = own !== undefined && feedback.items.some(({ id }) => own[id] !== undefined);
  const { agreement, consistency, inconsistent, comments, shares } = feedback;
  // An expert who splits 100 compares with the median; what follows by each rule is for whoever decides.
  const rules =
    signs || consistency !== null ? (findWeighingKind(kind)?.rules ?? []).filter(({ id }) => id in shares) : [];
  const place = new Map(group.items.map(({ id }, at) => [id, at]));
  return (
    <div className="weights-group">
      <Table
        caption={t("feedback.table", { title: group.title[locale] })}
        rows={feedback.items}
        rowKey={({ id }) => id}
        columns={[
          { key: "item", title: t("feedback.item"), rowHeader: true, render: ({ id }) => titles.get(id) ?? id },
          {
            key: "spread",
            title: t("feedback.spread"),
            render: (item) => <SpreadBar item={item} most={most} own={hasOwn ? Number(own[item.id]) : undefined} />,
          },
          { key: "median", title: t("feedback.median"), numeric: true, render: ({ median }) => figure(median) },
          {
            key: "quartiles",
            title: t("feedback.quartiles"),
            numeric: true,
            render: ({ lowerQuartile: low, upperQuartile: high }) =>
              low === null || high === null ? "—" : `${figure(low)}–${figure(high)}`,
          },
          { key: "mean", title: t("feedback.mean"), numeric: true, render: ({ mean }) => figureOrDash(mean) },
          {
            key: "variation",
            title: t("feedback.variation"),
            numeric: true,
            render: ({ variation }) => figureOrDash(variation),
          },
          ...rules.map((rule) => ({
            key: rule.id,
            title: t("feedback.share", { rule: rule.title[locale] }),
            numeric: true,
            render: ({ id }: { id: string }) => {
              const share = shares[rule.id]?.[place.get(id) ?? -1];
              return share === undefined ? "—" : `${figure(Number(share))}%`;
            },
          })),
          ...(hasOwn
            ? [
                {
                  key: "own",
                  title: t("feedback.own"),
                  numeric: true,
                  render: ({ id }: { id: string }) => own[id] ?? "—",
                },
              ]
            : []),
        ]}
      />
      {feedback.items.every(({ lowerQuartile }) => lowerQuartile === null) && (
        <p className="sb-muted">{t("feedback.few", { least: LEAST_FOR_SPREAD })}</p>
      )}
      {agreement && (
        <p className="sb-muted">
          {t("feedback.agreement", {
            w: agreement.w,
            chi: agreement.chiSquare,
            freedom: agreement.freedom,
            p: agreement.p,
          })}
        </p>
      )}
      {consistency && (
        <p className="sb-muted">
          {t("feedback.ratio", { lambda: consistency.lambda, ratio: consistency.ratio ?? "—" })}
          {inconsistent ? ` · ${t("feedback.inconsistent", { count: inconsistent })}` : ""}
        </p>
      )}
      {consistency?.consistent === false && consistency.doubt && <Doubts doubt={consistency.doubt} titles={titles} />}
      {signs && <Signs advice={feedback.advice} />}
      {comments.length > 0 && (
        <>
          <h4>{t("feedback.comments")}</h4>
          <ul>
            {comments.map((comment, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: remarks have no identity, on purpose
              <li key={at}>{comment}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
