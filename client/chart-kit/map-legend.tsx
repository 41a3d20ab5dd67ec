import type { ChartTheme } from "../../core/dashboards/palette.ts";
import type { Panel } from "../../core/dashboards/panel.ts";
import { mapClasses, mapMarks } from "../../core/dashboards/panel-map.ts";
import { useChartText } from "./text.ts";
import "./chart-kit.css";
import { listed } from "../ui/punctuation.ts";

/** What the colours of a map mean, which regions have no outline, and whether the map is an approved one. */
export function MapLegend({
  panel,
  theme,
  approval,
  withoutShape,
}: {
  panel: Panel;
  theme: ChartTheme;
  approval: string | null;
  withoutShape: readonly string[];
}) {
  const t = useChartText();
  const entries = [...mapClasses(panel), ...mapMarks(panel, theme)];
  return (
    <div className="sb-map-legend">
      <ul aria-label={t("legend")}>
        {entries.map((entry) => (
          <li key={entry.label}>
            <span className="sb-map-legend__colour" style={{ background: entry.colour }} aria-hidden="true" />
            {entry.label}
          </li>
        ))}
      </ul>
      {withoutShape.length > 0 && <p>{t("withoutShape", { names: listed(withoutShape) })}</p>}
      <p>{approval === null ? t("sketch") : t("approval", { number: approval })}</p>
    </div>
  );
}
