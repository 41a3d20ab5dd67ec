import type { FileFinding } from "../../../core/contracts/studio.ts";
import { type DocumentKind, type Documents, locateDocument } from "../../../core/editions/document-paths.ts";
import { Panel, Tag } from "../../ui/display.tsx";
import { remarked } from "../../ui/punctuation.ts";
import { AddDocument } from "./add-document.tsx";
import { useStudioText } from "./text.ts";

/** Kinds in the order in which a programme is written; what is shared stands last. */
const order: readonly DocumentKind[] = [
  "programme",
  "form",
  "scheme",
  "workflow",
  "dashboard",
  "dataset",
  "golden",
  "units",
  "indicators",
  "code-list",
  "holidays",
];

/** Documents of a draft by kind, with their errors; and adding one. */
export function FileList({
  documents,
  programmeId,
  open,
  findings,
  broken,
  onOpen,
  onAdd,
}: {
  documents: Documents;
  programmeId: string;
  open: string;
  findings: readonly FileFinding[];
  /** Documents whose text is not JSON. */
  broken: Readonly<Record<string, unknown>>;
  onOpen: (path: string) => void;
  onAdd: (path: string, content: unknown) => void;
}) {
  const t = useStudioText();
  const errorsIn = (path: string) =>
    findings.filter((finding) => finding.file === path && finding.level === "error").length;
  const located = Object.keys(documents)
    .sort()
    .map((path) => ({ path, ...locateDocument(path) }));
  return (
    <Panel title={t("editor.files")} id="files">
      {order.map((kind) => {
        const own = located.filter((file) => file.kind === kind);
        if (own.length === 0) return null;
        const opened = own.some(({ path }) => path === open || errorsIn(path) > 0);
        return (
          <details key={kind} open={opened || own.length < 5}>
            <summary>{remarked(t(`documents.${kind}`), own.length)}</summary>
            <ul className="studio-files">
              {own.map(({ path, id }) => (
                <li key={path}>
                  <button
                    type="button"
                    className="studio-files__file"
                    title={path}
                    aria-current={path === open ? "true" : undefined}
                    onClick={() => onOpen(path)}
                  >
                    {id}{" "}
                    {path in broken ? (
                      <Tag tone="warn">{t("editor.unreadable")}</Tag>
                    ) : (
                      errorsIn(path) > 0 && <Tag tone="bad">{t("editor.errors", { count: errorsIn(path) })}</Tag>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
      <AddDocument documents={documents} programmeId={programmeId} onAdd={onAdd} />
    </Panel>
  );
}
