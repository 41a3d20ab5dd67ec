import { type Documents, documentPath, documentsOfKind, locateDocument } from "./document-paths.ts";

/**
 * Gives a copy of a programme its own name: the programme, its forms, scheme and golden cases move below the new id,
 * and its dashboards and datasets get ids of their own, so that no published document of the original is taken over.
 * Workflows and catalogues are shared words and keep their ids.
 */
export function renameProgramme(documents: Documents, from: string, to: string): Documents {
  const ids = new Map<string, string>([[from, to]]);
  for (const kind of ["form", "scheme", "golden"] as const) {
    for (const { id } of documentsOfKind(documents, kind)) {
      if (id.startsWith(`${from}/`)) ids.set(id, `${to}${id.slice(from.length)}`);
    }
  }
  const panels = (["dashboard", "dataset"] as const).flatMap((kind) => documentsOfKind(documents, kind));
  for (const { id } of panels) {
    if (id !== from && !ids.has(id)) ids.set(id, freeName(panelName(id, from, to), new Set(ids.values())));
  }
  return Object.fromEntries(
    Object.entries(documents).map(([path, content]) => [renamedPath(path, ids), renamedDocument(content, ids)]),
  );
}

function panelName(id: string, from: string, to: string): string {
  return id.startsWith(`${from}-`) ? `${to}${id.slice(from.length)}` : `${to}-${id}`;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}-${count}`;
  return free;
}

/** Members, at any depth, that name another document; `code` is the value of a programme dimension. */
const REFERENCES = new Set(["form", "forms", "scheme", "dashboards", "dataset", "programme", "code"]);
const MOVED_KINDS = new Set(["programme", "form", "scheme", "golden", "dashboard", "dataset"]);

function renamedPath(path: string, ids: ReadonlyMap<string, string>): string {
  const located = locateDocument(path);
  const id = located === undefined || !MOVED_KINDS.has(located.kind) ? undefined : ids.get(located.id);
  return located === undefined || id === undefined ? path : documentPath(located.kind, id);
}

function renamedDocument(content: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return content;
  const renamed = renamedReferences(content, false, ids) as Record<string, unknown>;
  const id = (content as Record<string, unknown>).id;
  return typeof id === "string" ? { ...renamed, id: ids.get(id) ?? id } : renamed;
}

function renamedReferences(value: unknown, isReference: boolean, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return isReference ? (ids.get(value) ?? value) : value;
  if (Array.isArray(value)) return value.map((item) => renamedReferences(item, isReference, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, renamedReferences(member, REFERENCES.has(key), ids)]),
  );
}
