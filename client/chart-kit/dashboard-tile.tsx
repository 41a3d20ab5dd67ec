import { useId, useMemo, useState } from "react";
import type { DashboardData } from "../../core/contracts/dashboards.ts";
import type { Tile } from "../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../core/dashboards/dataset-document.ts";
import { buildPanel, type Panel } from "../../core/dashboards/panel.ts";
import { panelOptions } from "../../core/dashboards/panel-options.ts";
import { panelTable } from "../../core/dashboards/panel-table.ts";
import { describePanel } from "../../core/dashboards/panel-text.ts";
import { textIn } from "../../core/problems/finding.ts";
import { Button } from "../ui/button.tsx";
import { Empty, LoadError, Skeleton } from "../ui/display.tsx";
import { useLocale } from "../ui/i18n.ts";
import { useTheme } from "../ui/theme.ts";
import { Chart } from "./chart.tsx";
import { type MapShapes, regionsOf } from "./geo.ts";
import { MapPicture } from "./map-picture.tsx";
import { PanelFigures } from "./panel-figures.tsx";
import { PanelTableView } from "./panel-table-view.tsx";
import { useChartText } from "./text.ts";
import { TileMeaning } from "./tile-meaning.tsx";
import "./chart-kit.css";

interface DashboardTileProps {
  tile: Tile;
  dataset: DatasetDocument;
  /** Undefined while loading. */
  data: DashboardData | undefined;
  /** Set when loading failed; shown with another try. */
  error?: string | undefined;
  onRetry?: (() => void) | undefined;
  /** Shapes of the region looked at; null when there are none. Only maps need them. */
  shapes: MapShapes | null;
  /** Makes a region the one looked at. Left out where there is nothing below. */
  onRegion?: ((code: string) => void) | undefined;
}

/** One tile of a dashboard: title, picture or figures, table below, and the 口径 card. */
export function DashboardTile(props: DashboardTileProps) {
  const { tile, dataset, data, error, onRetry } = props;
  const locale = useLocale();
  const t = useChartText();
  const id = useId();
  const [tableShown, setTableShown] = useState(false);
  const [meaningShown, setMeaningShown] = useState(false);
  const rows = data?.tiles[tile.id];
  const pictured = tile.view !== "table" && tile.view !== "kpi";
  return (
    <section className={`sb-tile sb-tile--${tile.view}`} aria-labelledby={`${id}-title`}>
      <div className="sb-tile__head">
        <div>
          <h2 id={`${id}-title`}>{textIn(tile.title, locale)}</h2>
          {tile.note !== undefined && <p className="sb-tile__note">{textIn(tile.note, locale)}</p>}
        </div>
        <div className="sb-tile__actions sb-no-print">
          {pictured && (
            <Button
              tone="text"
              size="small"
              aria-expanded={tableShown}
              aria-controls={`${id}-table`}
              onClick={() => setTableShown(!tableShown)}
            >
              {tableShown ? t("hideTable") : t("showTable")}
            </Button>
          )}
          <Button
            tone="text"
            size="small"
            aria-expanded={meaningShown}
            aria-controls={`${id}-meaning`}
            onClick={() => setMeaningShown(!meaningShown)}
          >
            {meaningShown ? t("hideMeaning") : t("showMeaning")}
          </Button>
        </div>
      </div>
      {error !== undefined ? (
        <LoadError message={error} {...(onRetry && { onRetry })} />
      ) : data === undefined || rows === undefined ? (
        <Skeleton lines={Math.max(1, Math.min(8, tile.at.h - 1))} />
      ) : (
        <>
          <TileBody {...props} data={data} tableId={`${id}-table`} tableShown={tableShown || !pictured} />
          {meaningShown && (
            <TileMeaning id={`${id}-meaning`} tile={tile} dataset={dataset} {...rows} asOf={data.asOf} />
          )}
        </>
      )}
    </section>
  );
}

function TileBody({
  tile,
  dataset,
  data,
  shapes,
  onRegion,
  tableId,
  tableShown,
}: DashboardTileProps & { data: DashboardData; tableId: string; tableShown: boolean }) {
  const t = useChartText();
  const locale = useLocale();
  const panel = useMemo(
    () =>
      buildPanel(
        {
          tile,
          dataset,
          rows: data.tiles[tile.id]?.rows ?? [],
          regionNames: data.regionNames,
          region: data.region.code,
          ...(tile.view === "map" && shapes !== null && { regions: regionsOf(shapes) }),
        },
        locale,
      ),
    [tile, dataset, data, shapes, locale],
  );
  const counted = (data.tiles[tile.id]?.contributing ?? 0) + (data.tiles[tile.id]?.blank ?? 0);
  if (tile.view === "kpi") return <PanelFigures panel={panel} tile={tile} />;
  if (counted === 0) return <Empty title={t("empty")}>{t("emptyHint")}</Empty>;
  const choose = tile.drill ? onRegion : undefined;
  const mayChoose = (code: string) => /^[0-9A-Z]{2,16}$/.test(code) && code !== data.region.code;
  const pick = choose && ((code: string) => mayChoose(code) && choose(code));
  return (
    <>
      <TilePicture panel={panel} shapes={shapes} onRegion={pick} />
      {tableShown && (
        <div id={tableId}>
          <PanelTableView table={panelTable(panel)} onRegion={choose} mayChoose={mayChoose} />
        </div>
      )}
    </>
  );
}

function TilePicture({
  panel,
  shapes,
  onRegion,
}: {
  panel: Panel;
  shapes: MapShapes | null;
  onRegion?: ((code: string) => void) | undefined;
}) {
  const dark = useTheme() === "dark";
  const theme = useMemo(() => ({ dark }), [dark]);
  const options = useMemo(() => panelOptions(panel, theme), [panel, theme]);
  if (options === null) return null;
  if (panel.view === "map") return <MapPicture panel={panel} shapes={shapes} theme={theme} onRegion={onRegion} />;
  const pick = onRegion && ((_: string, index: number) => onRegion(panel.categories[index]?.code ?? ""));
  return <Chart options={options} description={describePanel(panel)} onPick={pick} />;
}
