import type { StudyDetail, StudyResult } from "../../../core/contracts/weights.ts";
import { add, decimal, formatExact, ZERO } from "../../../core/scoring/exact.ts";
import { Panel } from "../../ui/display.tsx";
import { formatInstant } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useWeightsText } from "./text.ts";
import "./weights.css";

/** The frozen weights, group by group, beside those that stood before; each adds up exactly. */
export function ResultPanel({
  detail: { groups },
  result,
}: {
  detail: Pick<StudyDetail, "groups">;
  result: StudyResult;
}) {
  const t = useWeightsText();
  const locale = useLocale();
  return (
    <Panel title={t("study.result")} id="result">
      <p className="sb-muted">
        {t("study.resultLead", { number: result.round, at: formatInstant(result.frozenAt, locale) })}
      </p>
      {groups.map((group) => {
        const weights = result.weights[group.id] ?? {};
        const sum = Object.values(weights).reduce((all, weight) => add(all, decimal(weight)), ZERO);
        return (
          <Table
            key={group.id}
            caption={`${group.title[locale]} · ${t("study.whole")} ${formatExact(sum)}`}
            rows={group.items}
            rowKey={({ id }) => id}
            columns={[
              { key: "item", title: t("study.item"), rowHeader: true, render: ({ title }) => title[locale] },
              { key: "before", title: t("study.before"), numeric: true, render: ({ weight }) => weight },
              { key: "after", title: t("study.after"), numeric: true, render: ({ id }) => weights[id] ?? "—" },
            ]}
          />
        );
      })}
      <p className="sb-muted weights-hash">
        {result.basis} · {t("study.citation")} <code>{result.citation}</code>
      </p>
    </Panel>
  );
}
