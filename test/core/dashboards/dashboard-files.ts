import { readFileSync } from "node:fs";
import type { DashboardDocument } from "../../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../../core/dashboards/dataset-document.ts";
import type { Unit, UnitsDocument } from "../../../core/forms/catalogue-document.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")) as T;
}

export const readDataset = () => read<DatasetDocument>("programmes/dashboards/guizhou-ecommerce.dataset.json");
export const readDashboard = () => read<DashboardDocument>("programmes/dashboards/guizhou-ecommerce.dashboard.json");
export const readForms = () =>
  ["guizhou-enterprise", "guizhou-live-team", "guizhou-park", "guizhou-live-base"].map((id) =>
    read<FormDocument>(`form-schemas/${id}/declaration.form.json`),
  );

export const readUnits = (): ReadonlyMap<string, Unit> =>
  new Map(read<UnitsDocument>("form-schemas/_catalogue/units.json").units.map((unit) => [unit.id, unit]));
