import type { CSSProperties } from "react";
import { useMemo } from "react";
import type { DashboardData } from "../../core/contracts/dashboards.ts";
import type { DashboardDocument } from "../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../core/dashboards/dataset-document.ts";
import { useGet } from "../api/queries.ts";
import { DashboardTile } from "./dashboard-tile.tsx";
import { type GeoPack, packCodeOf, shapesOf } from "./geo.ts";
import "./chart-kit.css";

/**
 * All tiles of a dashboard on its grid of 12 columns; one below the other on a narrow screen, in reading order.
 * Loads the geo pack of the province itself; a map without one says so and keeps its table.
 */
export function DashboardGrid({
  dashboard,
  dataset,
  data,
  error,
  onRetry,
  onRegion,
}: {
  dashboard: DashboardDocument;
  dataset: DatasetDocument;
  data: DashboardData | undefined;
  error?: string | undefined;
  onRetry?: (() => void) | undefined;
  onRegion: (code: string) => void;
}) {
  const region = data?.region.code;
  const needed = dashboard.tiles.some((tile) => tile.view === "map");
  const packCode = needed && region !== undefined ? packCodeOf(region) : null;
  const pack = useGet<GeoPack>(packCode === null ? null : `/api/geo/${packCode}`, undefined, {
    staleTimeMs: Number.POSITIVE_INFINITY,
  });
  const shapes = useMemo(
    () => (pack.data === undefined || region === undefined ? null : shapesOf(pack.data, region)),
    [pack.data, region],
  );
  const tiles = [...dashboard.tiles].sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x);
  const waitsForMap = packCode !== null && pack.isPending;
  return (
    <div className="sb-board">
      {tiles.map((tile) => (
        <div key={tile.id} className="sb-board__place" style={placeOf(tile.at)}>
          <DashboardTile
            tile={tile}
            dataset={dataset}
            data={tile.view === "map" && waitsForMap ? undefined : data}
            error={error}
            onRetry={onRetry}
            shapes={shapes}
            onRegion={onRegion}
          />
        </div>
      ))}
    </div>
  );
}

function placeOf({ x, y, w, h }: { x: number; y: number; w: number; h: number }): CSSProperties {
  return { "--x": x + 1, "--y": y + 1, "--w": w, "--h": h } as CSSProperties;
}
