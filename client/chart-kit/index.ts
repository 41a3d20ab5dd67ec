/** Panels of a dashboard. The drawing library itself is loaded by the first picture. */
export { DashboardGrid } from "./dashboard-grid.tsx";
