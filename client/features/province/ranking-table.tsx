import { useState } from "react";
import { Link } from "wouter";
import type { RunDetail, RunResult } from "../../../core/contracts/scoring.ts";
import { findOutcomeEffect } from "../../../core/scoring/outcome-effects.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Panel, Tag } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { type Sorting, Table } from "../../ui/table.tsx";
import { Decisions } from "./decisions.tsx";
import { missingToLine, type SortKey, sortResults, withinPlaces } from "./ranking.ts";
import { useProvinceText } from "./text.ts";

/** Distance to the line up to which a declaration is worth a second look, in points. */
const nearPoints = 5;

/** Results of a run: sorted, narrowed to a city, chosen for the list; who just missed the line is marked. */
export function RankingTable({
  detail,
  quota,
  chosen,
  onChoose,
}: {
  detail: RunDetail;
  quota: number | null;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const t = useProvinceText();
  const locale = useLocale();
  const { run, results } = detail;
  const [sorting, setSorting] = useState<Sorting>({ key: "rank", direction: "up" });
  const [city, setCity] = useState("");
  const [only, setOnly] = useState<"all" | "chosen" | "near" | "not-eligible">("all");
  const [places, setPlaces] = useState(quota === null ? "" : String(quota));
  const missing = missingToLine(results, chosen);
  const isNear = (row: RunResult) => {
    const gap = missing.get(row.declarationId);
    return gap !== undefined && gap <= nearPoints;
  };
  const cities = [...new Set(results.map((row) => row.city))].sort((a, b) => a.localeCompare(b, "zh"));
  const shown = sortResults(results, sorting.key as SortKey, sorting.direction).filter(
    (row) =>
      (city === "" || row.city === city) &&
      (only === "all" ||
        (only === "chosen" && chosen.has(row.declarationId)) ||
        (only === "near" && isNear(row)) ||
        (only === "not-eligible" && !row.eligible)),
  );
  const onSort = (key: string) =>
    setSorting((before) => ({
      key,
      direction: before.key === key ? (before.direction === "up" ? "down" : "up") : key === "rank" ? "up" : "down",
    }));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  const first = Number(places);
  const proposed = results.filter(
    (row) => row.eligible && row.decisions.some(({ effect }) => findOutcomeEffect(effect)?.act === "list"),
  );
  return (
    <Panel>
      <section className="sb-filters sb-no-print" aria-label={t("run.filters")}>
        <SelectField
          label={t("run.city")}
          value={city}
          placeholder={t("run.anyCity")}
          onChange={setCity}
          options={cities.map((name) => ({ value: name, label: name }))}
        />
        <SelectField
          label={t("run.show")}
          value={only}
          onChange={(value) => setOnly(value as typeof only)}
          options={[
            { value: "all", label: t("run.showAll") },
            { value: "chosen", label: t("run.showChosen") },
            { value: "near", label: t("run.showNear", { points: nearPoints }) },
            { value: "not-eligible", label: t("run.showNotMet") },
          ]}
        />
        <TextField label={t("run.places")} type="number" min={1} value={places} onChange={setPlaces} />
        <Button
          disabled={!Number.isInteger(first) || first < 1}
          onClick={() => onChoose(new Set(withinPlaces(results, first).map((row) => row.declarationId)))}
        >
          {t("run.chooseFirst")}
        </Button>
        {proposed.length > 0 && (
          <Button onClick={() => onChoose(new Set(proposed.map((row) => row.declarationId)))}>
            {t("run.chooseProposed")}
          </Button>
        )}
        {chosen.size > 0 && (
          <Button tone="text" onClick={() => onChoose(new Set())}>
            {t("run.chooseNone")}
          </Button>
        )}
      </section>
      <Table
        caption={t("run.caption")}
        rows={shown}
        rowKey={(row) => row.declarationId}
        sorting={sorting}
        onSort={onSort}
        empty={<Empty title={results.length === 0 ? t("run.noResults") : t("run.noneFits")} />}
        columns={[
          {
            key: "select",
            title: t("run.select"),
            render: (row) => (
              <Checkbox
                aria-label={labelled(t("run.select"), row.applicantName)}
                disabled={!row.eligible}
                checked={chosen.has(row.declarationId)}
                onChange={(event) => toggle(row.declarationId, event.target.checked)}
              >
                {""}
              </Checkbox>
            ),
          },
          { key: "rank", title: t("run.rank"), numeric: true, sortable: true, render: (row) => row.rank ?? "—" },
          {
            key: "name",
            title: t("run.name"),
            rowHeader: true,
            sortable: true,
            render: (row) => (
              <>
                <Link href={`/manage/runs/${run.id}/results/${row.declarationId}`}>{row.applicantName}</Link>{" "}
                {isNear(row) && <Tag tone="warn">{t("run.near", { points: missing.get(row.declarationId) ?? 0 })}</Tag>}
                <div className="sb-muted">{row.number}</div>
              </>
            ),
          },
          {
            key: "region",
            title: t("run.region"),
            sortable: true,
            render: (row) => `${row.city}${row.county ?? ""}`,
          },
          {
            key: "eligible",
            title: t("run.eligible"),
            render: (row) => (
              <>
                <Tag tone={row.eligible ? "ok" : "bad"}>{row.eligible ? t("run.met") : t("run.notMet")}</Tag>
                {row.reasons.map((reason) => (
                  <div key={reason.zh} className="sb-muted">
                    {reason[locale]}
                  </div>
                ))}
              </>
            ),
          },
          ...(results[0]?.groups ?? []).map((group) => ({
            key: `group:${group.id}`,
            title: group.title[locale],
            numeric: true,
            sortable: true,
            render: (row: RunResult) => row.groups.find(({ id }) => id === group.id)?.points ?? "—",
          })),
          { key: "total", title: t("run.total"), numeric: true, sortable: true, render: (row) => row.total ?? "—" },
          ...(results.some((row) => row.tier !== null)
            ? [{ key: "tier", title: t("run.tier"), render: (row: RunResult) => row.tierTitle?.[locale] ?? "—" }]
            : []),
          ...(results.some((row) => row.decisions.length > 0)
            ? [
                {
                  key: "decisions",
                  title: t("run.decisions"),
                  render: (row: RunResult) => <Decisions decisions={row.decisions} />,
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
