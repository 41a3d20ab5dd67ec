import { added, always, type DocumentChange, named, removed } from "./change.ts";
import { type DocumentKind, type Documents, locateDocument } from "./document-paths.ts";
import { formChanges } from "./form-changes.ts";
import { catalogueChanges, programmeChanges, schemeChanges, workflowChanges } from "./programme-changes.ts";

/**
 * The semantic difference of two sets of documents: matched by path and by stable ids, each change classed by what it
 * means for declarations that are being filled in. Texts, order and layout are cosmetic; see `ChangeKind`.
 */

interface KindOfChange {
  /** What it means that a whole document came or went. */
  added: DocumentChange["kind"];
  removed: DocumentChange["kind"];
  compare(file: string, before: unknown, after: unknown): DocumentChange[];
}

/** Documents that nobody is judged by: any change is cosmetic. */
const display: KindOfChange = { added: "cosmetic", removed: "cosmetic", compare: changedAsWhole };
const catalogue: KindOfChange = { added: "cosmetic", removed: "breaking", compare: catalogueChanges };

const kinds: Record<DocumentKind, KindOfChange> = {
  form: { added: "loosening", removed: "breaking", compare: formChanges },
  scheme: { added: "breaking", removed: "breaking", compare: schemeChanges },
  programme: { added: "loosening", removed: "breaking", compare: programmeChanges },
  workflow: { added: "loosening", removed: "breaking", compare: workflowChanges },
  units: catalogue,
  indicators: catalogue,
  "code-list": catalogue,
  dashboard: display,
  dataset: display,
  golden: display,
  holidays: display,
};

/** Finds what changed from `before` to `after`, in path order. Accepts drafts that are not yet well-formed. */
export function findChanges(before: Documents, after: Documents): DocumentChange[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((file) => {
    const located = locateDocument(file);
    if (located === undefined) return [];
    const kind = kinds[located.kind];
    const document = named("文件", "File", file);
    if (!Object.hasOwn(before, file)) return [added(file, "", kind.added, document)];
    if (!Object.hasOwn(after, file)) return [removed(file, "", kind.removed, document)];
    return kind.compare(file, before[file], after[file]);
  });
}

function changedAsWhole(file: string, before: unknown, after: unknown): DocumentChange[] {
  const kind = always("cosmetic")(before, after);
  const document = named("文件", "File", file);
  return kind === null
    ? []
    : [{ file, pointer: "", kind, description: { zh: `修改${document.zh}`, en: `${document.en} changed` } }];
}
