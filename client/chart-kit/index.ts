/** Panels of a dashboard. The drawing library itself is loaded by the first picture. */
export { DashboardGrid } from "./dashboard-grid.tsx";
export { DashboardTile, type DashboardTileProps } from "./dashboard-tile.tsx";
export { type GeoPack, type MapShapes, packCodeOf, regionsOf, shapesOf } from "./geo.ts";
export { chartKitTexts } from "./text.ts";
