import type { Tile } from "../../core/dashboards/dashboard-document.ts";
import type { Panel } from "../../core/dashboards/panel.ts";
import { useChartText } from "./text.ts";
import "./chart-kit.css";

/** Key figures in large type, each with its change against the comparison in words and sign, not in colour alone. */
export function PanelFigures({ panel, tile }: { panel: Panel; tile: Tile }) {
  const t = useChartText();
  const years = -(tile.compare?.offset ?? 0);
  return (
    <dl className="sb-figures">
      {panel.series.map((series) => {
        const cell = series.cells[0];
        return (
          <div key={series.id} className="sb-figures__one">
            <dt className={panel.series.length === 1 ? "sb-visually-hidden" : undefined}>{series.label}</dt>
            <dd>
              <span className={cell?.mark === "value" ? "sb-figures__value" : "sb-figures__mark"}>{cell?.text}</span>
              {cell?.change && (
                <span className="sb-figures__change">
                  {years === 1 ? t("lastYear") : t("yearsBefore", { count: years })} {cell.change}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
