import { useState } from "react";
import { useParams } from "wouter";
import type { RoundList, RoundSummary } from "../../../core/contracts/programmes.ts";
import type { RunDetail } from "../../../core/contracts/scoring.ts";
import type { RunSensitivity, RunSimulation } from "../../../core/contracts/scoring-advice.ts";
import { useGet } from "../../api/queries.ts";
import { Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { TextField } from "../../ui/labelled-controls.tsx";
import { SensitivityPanels } from "./sensitivity-panels.tsx";
import { SimulationResult } from "./simulation-result.tsx";
import { useProvinceText } from "./text.ts";
import { WeightEditor } from "./weight-editor.tsx";
import { changesOf, type Typed } from "./weights.ts";
import "./province.css";
import "./simulation.css";

function Simulator({ runId, data, places }: { runId: string; data: RunSensitivity; places: number }) {
  const t = useProvinceText();
  const locale = useLocale();
  const [typed, setTyped] = useState<Typed>({});
  const [tried, setTried] = useState<string | null>(null);
  const changes = changesOf(data.weights, typed);
  const found = useGet<RunSimulation>(tried === null ? null : `/api/scoring-runs/${runId}/simulation`, {
    places,
    weights: tried ?? "",
  });
  if (data.weights.length === 0) return <Empty title={t("simulation.noWeights")} />;
  return (
    <>
      <Panel title={t("simulation.weights")} id="weights">
        <p className="sb-muted">{t("simulation.weightsLead")}</p>
        <WeightEditor
          weights={data.weights}
          typed={typed}
          onType={setTyped}
          onReset={() => {
            setTyped({});
            setTried(null);
          }}
          canTry={changes !== null && changes !== ""}
          onTry={() => setTried(changes)}
        />
      </Panel>
      {tried !== null && (
        <Panel title={t("simulation.result")} id="result">
          {found.isPending && <Skeleton lines={6} />}
          {found.isError && <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />}
          {found.isSuccess && <SimulationResult runId={runId} data={found.data} />}
        </Panel>
      )}
    </>
  );
}

function Advice({ detail, round }: { detail: RunDetail; round: RoundSummary | undefined }) {
  const t = useProvinceText();
  const locale = useLocale();
  const { run, results } = detail;
  const ranked = results.filter(({ rank }) => rank !== null).length;
  const [text, setText] = useState(String(round?.quota ?? Math.max(1, Math.ceil(ranked / 3))));
  const places = Number(text);
  const isLine = Number.isInteger(places) && places >= 1 && places <= 100_000;
  const found = useGet<RunSensitivity>(isLine ? `/api/scoring-runs/${run.id}/sensitivity` : null, { places });
  return (
    <>
      <PageHead
        title={t("simulation.title", { number: run.number })}
        back={{ to: `/manage/runs/${run.id}`, label: t("explain.back") }}
        lead={t("simulation.lead")}
      />
      <Panel>
        <div className="province-places-field">
          <TextField
            label={t("simulation.places")}
            hint={t("simulation.placesHint")}
            error={isLine ? undefined : t("simulation.badPlaces")}
            inputMode="numeric"
            value={text}
            onChange={setText}
          />
        </div>
      </Panel>
      {isLine && found.isPending && <Skeleton lines={10} />}
      {found.isError && <LoadError message={found.error.text[locale]} onRetry={() => void found.refetch()} />}
      {found.isSuccess && (
        <>
          <Simulator runId={run.id} data={found.data} places={places} />
          <SensitivityPanels data={found.data} />
        </>
      )}
    </>
  );
}

/** Beside a run: who would cross the line under other weights, and how firm the ranking is. Changes nothing. */
export default function SimulationPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  const detail = useGet<RunDetail>(`/api/scoring-runs/${id}`);
  const rounds = useGet<RoundList>("/api/rounds");
  const round = rounds.data?.items.find((entry) => entry.id === detail.data?.run.roundId);
  return (
    <PageFrame width="board">
      {(detail.isPending || (detail.isSuccess && rounds.isPending)) && <Skeleton lines={10} />}
      {detail.isError && <LoadError message={detail.error.text[locale]} onRetry={() => void detail.refetch()} />}
      {detail.isSuccess && !rounds.isPending && <Advice detail={detail.data} round={round} />}
    </PageFrame>
  );
}
