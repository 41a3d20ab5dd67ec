import { Link } from "wouter";
import type { RunSimulation } from "../../../core/contracts/scoring-advice.ts";
import { Alert, Tag } from "../../ui/display.tsx";
import { listed } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { useProvinceText } from "./text.ts";

type Item = RunSimulation["applicants"][number];

const moveOf = ({ before, after }: Item): number =>
  before.rank === null || after.rank === null ? 0 : before.rank - after.rank;

function Move({ item }: { item: Item }) {
  const t = useProvinceText();
  const move = moveOf(item);
  if (move === 0) return <>—</>;
  return <>{t(move > 0 ? "simulation.up" : "simulation.down", { places: Math.abs(move) })}</>;
}

/** Who crosses the line under the weights tried, which city gains, and every move. */
export function SimulationResult({ runId, data }: { runId: string; data: RunSimulation }) {
  const t = useProvinceText();
  const entering = data.applicants.filter(({ change }) => change === "enters");
  const leaving = data.applicants.filter(({ change }) => change === "leaves");
  const moved = data.applicants.filter((item) => moveOf(item) !== 0);
  const names = (items: readonly Item[]) => listed(items.map(({ applicantName }) => applicantName));
  const shown = data.applicants.filter((item) => item.change !== "out" || moveOf(item) !== 0);
  return (
    <>
      <Alert
        tone={entering.length + leaving.length > 0 ? "warn" : "ok"}
        live="polite"
        title={t("simulation.summary", {
          enter: entering.length,
          leave: leaving.length,
          moved: moved.length,
          places: data.places,
        })}
      >
        {entering.length > 0 && <p>{t("simulation.enterNames", { names: names(entering) })}</p>}
        {leaving.length > 0 && <p>{t("simulation.leaveNames", { names: names(leaving) })}</p>}
      </Alert>
      <Table
        caption={t("simulation.cities", { places: data.places })}
        rows={data.cities}
        rowKey={({ city }) => city}
        columns={[
          { key: "city", title: t("run.city"), rowHeader: true, render: ({ city }) => city },
          { key: "before", title: t("simulation.before"), numeric: true, render: ({ before }) => before },
          { key: "after", title: t("simulation.after"), numeric: true, render: ({ after }) => after },
          {
            key: "gain",
            title: t("simulation.gain"),
            numeric: true,
            render: ({ before, after }) =>
              after === before ? "—" : after > before ? `+${after - before}` : after - before,
          },
        ]}
      />
      <Table
        caption={t("simulation.moves")}
        rows={shown}
        rowKey={({ declarationId }) => declarationId}
        columns={[
          {
            key: "name",
            title: t("run.name"),
            rowHeader: true,
            render: (item) => (
              <>
                <Link href={`/manage/runs/${runId}/results/${item.declarationId}`}>{item.applicantName}</Link>{" "}
                {item.change === "enters" && <Tag tone="ok">{t("simulation.enters")}</Tag>}
                {item.change === "leaves" && <Tag tone="bad">{t("simulation.leaves")}</Tag>}
              </>
            ),
          },
          { key: "city", title: t("run.city"), render: ({ city }) => city },
          { key: "was", title: t("simulation.rankWas"), numeric: true, render: ({ before }) => before.rank ?? "—" },
          { key: "is", title: t("simulation.rankIs"), numeric: true, render: ({ after }) => after.rank ?? "—" },
          { key: "move", title: t("simulation.move"), render: (item) => <Move item={item} /> },
          { key: "total", title: t("simulation.totalWas"), numeric: true, render: ({ before }) => before.total ?? "—" },
          { key: "then", title: t("simulation.totalIs"), numeric: true, render: ({ after }) => after.total ?? "—" },
        ]}
      />
    </>
  );
}
