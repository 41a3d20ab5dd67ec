import { useMemo } from "react";
import type { ChartTheme } from "../../core/dashboards/palette.ts";
import type { Panel } from "../../core/dashboards/panel.ts";
import { panelOptions } from "../../core/dashboards/panel-options.ts";
import { describePanel } from "../../core/dashboards/panel-text.ts";
import { Chart } from "./chart.tsx";
import { type MapShapes, regionsOf } from "./geo.ts";
import { MapLegend } from "./map-legend.tsx";
import { useChartText } from "./text.ts";

/** A map with its legend. Without shapes it says so; the table has the figures. */
export function MapPicture({
  panel,
  shapes,
  theme,
  onRegion,
}: {
  panel: Panel;
  shapes: MapShapes | null;
  theme: ChartTheme;
  onRegion?: ((code: string) => void) | undefined;
}) {
  const t = useChartText();
  const options = useMemo(() => panelOptions(panel, theme), [panel, theme]);
  if (shapes === null || options === null) return <p className="sb-muted">{t("noShape")}</p>;
  const shaped = new Set(regionsOf(shapes).map((region) => region.code));
  const withoutShape = panel.categories.filter((category) => !shaped.has(category.code));
  return (
    <>
      <Chart options={options} shapes={shapes} description={describePanel(panel)} onPick={onRegion} />
      <MapLegend
        panel={panel}
        theme={theme}
        approval={shapes.approval}
        withoutShape={withoutShape.map((category) => category.label)}
      />
    </>
  );
}
