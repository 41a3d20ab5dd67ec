import { useState } from "react";
import type { RoundList } from "../../../core/contracts/programmes.ts";
import type { RunList } from "../../../core/contracts/scoring.ts";
import type { StudyGroup, WeightAdvice } from "../../../core/contracts/weights.ts";
import { useGet } from "../../api/queries.ts";
import { LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField } from "../../ui/labelled-controls.tsx";
import { Table } from "../../ui/table.tsx";
import { useWeightsText } from "./text.ts";

/** Weights that the data of a frozen run suggest, beside the present ones: advice, never written. */
export function AdvicePanel({ programmeId, groups }: { programmeId: string; groups: readonly StudyGroup[] }) {
  const t = useWeightsText();
  const locale = useLocale();
  const rounds = useGet<RoundList>("/api/rounds");
  const own = rounds.data?.items.filter((round) => round.programmeId === programmeId) ?? [];
  const [wanted, setRound] = useState<string | null>(null);
  // A round that takes no more declarations has runs to learn from.
  const roundId = wanted ?? own.find(({ accepting }) => !accepting)?.id ?? "";
  const runs = useGet<RunList>(roundId ? `/api/rounds/${roundId}/scoring-runs` : null);
  // Until another one is chosen the newest run speaks.
  const [chosen, setRun] = useState<string | null>(null);
  const runId = chosen ?? runs.data?.items[0]?.id ?? "";
  const advice = useGet<WeightAdvice>(runId ? `/api/scoring-runs/${runId}/weight-advice` : null);
  const asked = new Set(groups.map(({ id }) => id));
  const percent = (value: number | null) => (value === null ? "—" : `${value}%`);
  return (
    <Panel title={t("advice.title")} id="advice">
      <p className="sb-muted">{t("advice.lead")}</p>
      <SelectField
        label={t("advice.round")}
        value={roundId}
        placeholder=""
        onChange={(value) => {
          setRound(value);
          setRun(null);
        }}
        options={own.map(({ id, title }) => ({ value: id, label: title[locale] }))}
      />
      {runs.data?.items.length === 0 && <p>{t("advice.noRuns")}</p>}
      {runs.data && runs.data.items.length > 0 && (
        <SelectField
          label={t("advice.run")}
          value={runId}
          placeholder=""
          onChange={setRun}
          options={runs.data.items.map(({ id, number, applicants }) => ({
            value: id,
            label: t("advice.runOption", { number, count: applicants }),
          }))}
        />
      )}
      {runId !== "" && advice.isPending && <Skeleton lines={4} />}
      {advice.isError && <LoadError message={advice.error.text[locale]} onRetry={() => void advice.refetch()} />}
      {advice.data?.groups
        .filter(({ id }) => asked.has(id))
        .map((group) => (
          <div key={group.id} className="weights-group">
            <Table
              caption={t("advice.caption", { title: group.title[locale], count: group.applicants })}
              rows={group.items}
              rowKey={({ id }) => id}
              columns={[
                { key: "item", title: t("advice.item"), rowHeader: true, render: ({ title }) => title[locale] },
                { key: "present", title: t("advice.present"), numeric: true, render: (item) => percent(item.present) },
                { key: "entropy", title: t("advice.entropy"), numeric: true, render: (item) => percent(item.entropy) },
                { key: "critic", title: t("advice.critic"), numeric: true, render: (item) => percent(item.critic) },
                { key: "measured", title: t("advice.measured"), render: (item) => t(`advice.${item.measured}`) },
              ]}
            />
            {group.items.every(({ critic }) => critic === null) && (
              <p className="sb-muted">
                {t(group.items.every(({ entropy }) => entropy === null) ? "advice.nothing" : "advice.oneVaries")}
              </p>
            )}
          </div>
        ))}
    </Panel>
  );
}
