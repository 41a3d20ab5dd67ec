import type { Tile } from "../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../core/dashboards/dataset-document.ts";
import { explainTile } from "../../core/dashboards/panel-text.ts";
import { formatInstant } from "../ui/format.ts";
import { useLocale } from "../ui/i18n.ts";
import { useChartText } from "./text.ts";
import "./chart-kit.css";

/** The 口径 card: who is counted, how each number is made, from how many declarations and as of when. */
export function TileMeaning({
  id,
  tile,
  dataset,
  contributing,
  blank,
  asOf,
}: {
  id: string;
  tile: Tile;
  dataset: DatasetDocument;
  contributing: number;
  blank: number;
  asOf: string;
}) {
  const t = useChartText();
  const locale = useLocale();
  const meaning = explainTile(tile, dataset);
  return (
    <div id={id} className="sb-meaning">
      <dl>
        <dt>{t("population")}</dt>
        <dd>
          {meaning.population[locale]}。{t("counted", { count: contributing })}
          {blank > 0 && `；${t("blank", { count: blank })}`}
        </dd>
        {meaning.measures.map((measure) => (
          <div key={measure.id}>
            <dt>{measure.title[locale]}</dt>
            <dd>{measure.sentence[locale]}</dd>
          </div>
        ))}
      </dl>
      <p className="sb-muted">{t("asOf", { time: formatInstant(asOf, locale) })}</p>
    </div>
  );
}
