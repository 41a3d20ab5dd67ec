import { type CompiledDashboard, compileDashboard } from "../../../core/dashboards/compile-dashboard.ts";
import type { DashboardDocument } from "../../../core/dashboards/dashboard-document.ts";
import type { DatasetDocument } from "../../../core/dashboards/dataset-document.ts";
import { type CompiledDataset, compileDataset } from "../../../core/dashboards/facts.ts";
import { type Documents, documentPath, documentsOfKind } from "../../../core/editions/document-paths.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import type { Stores } from "../../stores.ts";
import { BoundedCache } from "../definitions/bounded-cache.ts";
import { getEdition } from "../definitions/definitions.service.ts";

/**
 * Dashboards and datasets in force: those of the newest editions. Several programmes may share one (they carry the same
 * document); the copy that was published last counts.
 */
export interface DashboardCatalogue {
  dashboards: ReadonlyMap<string, DashboardEntry>;
  datasets: ReadonlyMap<string, CompiledDataset>;
}

export interface DashboardEntry {
  dashboard: CompiledDashboard;
  /** Paths of the authorities whose programmes show it. */
  authorityPaths: readonly string[];
}

interface Compiled {
  dashboards: ReadonlyMap<string, CompiledDashboard>;
  datasets: ReadonlyMap<string, CompiledDataset>;
}

/** By the hash of the edition: what is made from an immutable edition never goes stale. */
const compiled = new BoundedCache<Compiled>(64, 64 * 1024 * 1024);

/** Reads what is in force now. Editions that were compiled before cost no reading of documents. */
export async function loadCatalogue(stores: Pick<Stores, "dashboards" | "definitions">): Promise<DashboardCatalogue> {
  const dashboards = new Map<string, { dashboard: CompiledDashboard; authorityPaths: string[] }>();
  const datasets = new Map<string, CompiledDataset>();
  for (const edition of await stores.dashboards.listLatestEditions()) {
    const parts = compiled.find(edition.hash) ?? (await compileEdition(stores, edition));
    for (const [id, dashboard] of parts.dashboards) {
      const known = dashboards.get(id);
      if (known === undefined) dashboards.set(id, { dashboard, authorityPaths: [edition.authorityPath] });
      else known.authorityPaths.push(edition.authorityPath);
    }
    for (const [id, dataset] of parts.datasets) if (!datasets.has(id)) datasets.set(id, dataset);
  }
  return { dashboards, datasets };
}

async function compileEdition(
  stores: Pick<Stores, "definitions">,
  edition: { programmeId: string; number: number; hash: string },
): Promise<Compiled> {
  const { bundle } = await getEdition(stores, edition);
  // A dataset may read forms of other programmes: they stand in the edition beside its own.
  const documents = await stores.definitions.getDocuments(edition);
  const parts = compileDocuments(documents, bundle.catalogue.units);
  compiled.keep(edition.hash, parts, JSON.stringify(documents).length);
  return parts;
}

function compileDocuments(documents: Documents, units: Parameters<typeof compileDataset>[2]): Compiled {
  const forms = documentsOfKind(documents, "form").map(({ content }) => content as FormDocument);
  const datasets = new Map(
    documentsOfKind(documents, "dataset").map(({ id, content }) => [
      id,
      compileDataset(content as DatasetDocument, forms, units),
    ]),
  );
  const dashboards = documentsOfKind(documents, "dashboard").flatMap(({ content }) => {
    const document = content as DashboardDocument;
    const dataset = documents[documentPath("dataset", document.dataset)] as DatasetDocument | undefined;
    return dataset === undefined ? [] : [[document.id, compileDashboard(document, dataset)] as const];
  });
  return { datasets, dashboards: new Map(dashboards) };
}
