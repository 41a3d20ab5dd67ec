import type { RunSensitivity } from "../../../core/contracts/scoring-advice.ts";
import { Panel } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Table } from "../../ui/table.tsx";
import { useProvinceText } from "./text.ts";

const WIDTH = 160;
const HEIGHT = 16;

/** The places an applicant may take, as a bar on the line of all places; the dot is the place it has. */
function PlaceBar({
  item,
  size,
  places,
}: {
  item: RunSensitivity["applicants"][number];
  size: number;
  places: number;
}) {
  const x = (place: number) => (size <= 1 ? WIDTH / 2 : 6 + ((place - 1) / (size - 1)) * (WIDTH - 12));
  return (
    <svg
      className="province-places"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <line className="province-places__axis" x1={6} x2={WIDTH - 6} y1={8} y2={8} />
      {places < size && (
        <line
          className="province-places__line"
          x1={(x(places) + x(places + 1)) / 2}
          x2={(x(places) + x(places + 1)) / 2}
          y1={0}
          y2={HEIGHT}
        />
      )}
      <rect
        className="province-places__span"
        x={x(item.best) - 3}
        width={x(item.worst) - x(item.best) + 6}
        y={5}
        height={6}
        rx={3}
      />
      <circle className="province-places__now" cx={x(item.rank)} cy={8} r={4} />
    </svg>
  );
}

/** Per cent as people read it: a chance that is not certain is never shown as 0 or 100. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return "<1 %";
  if (share < 1 && share > 0.99) return ">99 %";
  return `${Math.round(share * 100)} %`;
}

/** How firm the ranking is: places under other weights, what each leaf does, leaves that say the same. */
export function SensitivityPanels({ data }: { data: RunSensitivity }) {
  const t = useProvinceText();
  const locale = useLocale();
  const { applicants, places, leaves, correlated } = data;
  const size = applicants.length;
  return (
    <>
      <Panel title={t("simulation.intervals")} id="intervals">
        <p className="sb-muted">
          {t("simulation.intervalsLead", { draws: data.draws, spread: Math.round(data.spread * 100), seed: data.seed })}
        </p>
        <Table
          caption={t("simulation.intervals")}
          captionHidden
          rows={applicants}
          rowKey={({ declarationId }) => declarationId}
          columns={[
            { key: "rank", title: t("run.rank"), numeric: true, render: ({ rank }) => rank },
            { key: "name", title: t("run.name"), rowHeader: true, render: ({ applicantName }) => applicantName },
            {
              key: "interval",
              title: t("simulation.interval"),
              render: (item) => (
                <span className="province-interval">
                  <span>{item.best === item.worst ? item.best : `${item.best}–${item.worst}`}</span>
                  <PlaceBar item={item} size={size} places={places} />
                </span>
              ),
            },
            {
              key: "chance",
              title: t("simulation.chance", { places }),
              numeric: true,
              render: ({ chanceOfPlaces }) => percent(chanceOfPlaces),
            },
            ...(applicants.some(({ tierStability }) => tierStability !== null)
              ? [
                  {
                    key: "tier",
                    title: t("simulation.tierStability"),
                    numeric: true,
                    render: ({ tierStability }: (typeof applicants)[number]) =>
                      tierStability === null ? "—" : percent(tierStability),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      <Panel title={t("simulation.leaves2")} id="leaves">
        <p className="sb-muted">{t("simulation.leavesLead")}</p>
        <Table
          caption={t("simulation.leaves2")}
          captionHidden
          rows={leaves}
          rowKey={({ id }) => id}
          columns={[
            { key: "title", title: t("explain.item"), rowHeader: true, render: ({ title }) => title[locale] },
            {
              key: "effective",
              title: t("simulation.effective"),
              numeric: true,
              render: ({ effective }) => (effective === null ? "—" : `${Math.round(effective * 100)} %`),
            },
            { key: "moved", title: t("simulation.movedWithout"), numeric: true, render: ({ moved }) => moved },
            {
              key: "largest",
              title: t("simulation.largestMove"),
              numeric: true,
              render: ({ largestMove }) => largestMove,
            },
          ]}
        />
      </Panel>
      <Panel title={t("simulation.correlated")} id="correlated">
        <p className="sb-muted">{t("simulation.correlatedLead")}</p>
        {correlated.length === 0 ? (
          <p>{t("simulation.noneCorrelated")}</p>
        ) : (
          <ul>
            {correlated.map(({ first, second, correlation }) => (
              <li key={`${first.id} ${second.id}`}>
                {t("simulation.pair", {
                  first: first.title[locale],
                  second: second.title[locale],
                  value: correlation.toFixed(2),
                })}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}
