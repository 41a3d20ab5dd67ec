/**
 * Documents are known by their path: what stands on disk, in the studio, in a bundle and in an edition is the same set
 * of files, path to content (docs/decisions/0005).
 */

/** Path below the top of the project to the JSON content of the document. */
export type Documents = Record<string, unknown>;

export type DocumentKind =
  | "form"
  | "scheme"
  | "programme"
  | "workflow"
  | "dashboard"
  | "dataset"
  | "golden"
  | "units"
  | "indicators"
  | "code-list"
  | "holidays";

const name = "[a-z0-9]+(?:-[a-z0-9]+)*";

/** One flat list: where each kind of document stands. The first group of a pattern is the document's id. */
const paths: { kind: DocumentKind; pattern: RegExp; path: (id: string) => string }[] = [
  {
    kind: "units",
    pattern: /^form-schemas\/_catalogue\/(units)\.json$/,
    path: () => "form-schemas/_catalogue/units.json",
  },
  {
    kind: "indicators",
    pattern: /^form-schemas\/_catalogue\/(indicators)\.json$/,
    path: () => "form-schemas/_catalogue/indicators.json",
  },
  {
    kind: "code-list",
    pattern: new RegExp(`^form-schemas/_catalogue/code-lists/(${name})\\.json$`),
    path: (id) => `form-schemas/_catalogue/code-lists/${id}.json`,
  },
  {
    kind: "holidays",
    pattern: /^programmes\/_catalogue\/(holidays)\.json$/,
    path: () => "programmes/_catalogue/holidays.json",
  },
  {
    kind: "form",
    pattern: new RegExp(`^form-schemas/(${name}/${name})\\.form\\.json$`),
    path: (id) => `form-schemas/${id}.form.json`,
  },
  {
    kind: "scheme",
    pattern: new RegExp(`^scoring-schemas/(${name}/${name})\\.scheme\\.json$`),
    path: (id) => `scoring-schemas/${id}.scheme.json`,
  },
  {
    kind: "workflow",
    pattern: new RegExp(`^programmes/workflows/(${name})\\.workflow\\.json$`),
    path: (id) => `programmes/workflows/${id}.workflow.json`,
  },
  {
    kind: "dashboard",
    pattern: new RegExp(`^programmes/dashboards/(${name})\\.dashboard\\.json$`),
    path: (id) => `programmes/dashboards/${id}.dashboard.json`,
  },
  {
    kind: "dataset",
    pattern: new RegExp(`^programmes/dashboards/(${name})\\.dataset\\.json$`),
    path: (id) => `programmes/dashboards/${id}.dataset.json`,
  },
  {
    kind: "golden",
    pattern: new RegExp(`^programmes/golden/(${name}(?:/${name}){1,2})\\.json$`),
    path: (id) => `programmes/golden/${id}.json`,
  },
  {
    kind: "programme",
    pattern: new RegExp(`^programmes/(${name})\\.programme\\.json$`),
    path: (id) => `programmes/${id}.programme.json`,
  },
];

/** Kind and id of a document by its path, or undefined when no kind stands there. */
export function locateDocument(path: string): { kind: DocumentKind; id: string } | undefined {
  for (const { kind, pattern } of paths) {
    const id = pattern.exec(path)?.[1];
    if (id !== undefined) return { kind, id };
  }
  return undefined;
}

/** The path at which a document of a kind with an id stands. */
export function documentPath(kind: DocumentKind, id: string): string {
  const entry = paths.find((candidate) => candidate.kind === kind);
  if (!entry) throw new Error(`no path for documents of kind ${kind}`);
  return entry.path(id);
}

/** Documents of one kind, by id, in path order. */
export function documentsOfKind(
  documents: Documents,
  kind: DocumentKind,
): { id: string; path: string; content: unknown }[] {
  return Object.keys(documents)
    .sort()
    .flatMap((path) => {
      const located = locateDocument(path);
      return located?.kind === kind ? [{ id: located.id, path, content: documents[path] }] : [];
    });
}
