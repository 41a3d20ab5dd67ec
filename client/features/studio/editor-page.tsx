import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useParams } from "wouter";
import type { Documents, Draft, EditionList } from "../../../core/contracts/studio.ts";
import { documentPath } from "../../../core/editions/document-paths.ts";
import type { Locale, LocalText } from "../../../core/problems/finding.ts";
import { download } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Alert, LoadError, Skeleton } from "../../ui/display.tsx";
import { EditorFrame, PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { showToast } from "../../ui/toast.tsx";
import { ChangesPanel, EditionsPanel } from "./changes-panel.tsx";
import { DocumentBar } from "./document-bar.tsx";
import { FileList } from "./file-list.tsx";
import { JsonEditor } from "./json-editor.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { ProblemsPanel } from "./problems-panel.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { RuleBookPanel } from "./rule-book-panel.tsx";
import { ScorePanel } from "./score-panel.tsx";
import { useStudioText } from "./text.ts";
import { useBrokenTexts } from "./use-broken-texts.ts";
import { useDraftDocuments } from "./use-draft-documents.ts";
import "./studio.css";

/** The form that is declared; undefined while the programme names none that is there. */
function formOf(documents: Documents, programmeId: string): string | undefined {
  const programme = documents[documentPath("programme", programmeId)] as { form?: unknown } | undefined;
  const form = programme?.form;
  return typeof form === "string" && Object.hasOwn(documents, documentPath("form", form)) ? form : undefined;
}

/** Title of the programme as its document says; its code while it says none. */
function titleOf(documents: Documents, programmeId: string, locale: Locale): string {
  const programme = documents[documentPath("programme", programmeId)] as { title?: LocalText } | undefined;
  return programme?.title?.[locale] ?? programme?.title?.zh ?? programmeId;
}

function Editor({ draft, latest }: { draft: Draft; latest: number }) {
  const t = useStudioText();
  const locale = useLocale();
  const cache = useQueryClient();
  const editing = useDraftDocuments(draft);
  const form = formOf(editing.documents, draft.programmeId);
  const programmePath = documentPath("programme", draft.programmeId);
  const [open, setOpen] = useState(form === undefined ? programmePath : documentPath("form", form));
  const [goTo, setGoTo] = useState<{ pointer: string } | null>(null);
  const [tab, setTab] = useState("preview");
  const [publishing, setPublishing] = useState(false);
  const { broken, keep } = useBrokenTexts(draft.programmeId);
  const text = broken[open]?.text ?? JSON.stringify(editing.documents[open] ?? {}, null, 2);
  const onChange = (next: string) => {
    try {
      const content: unknown = JSON.parse(next);
      keep(open, null);
      editing.set(open, content);
    } catch (error) {
      keep(open, { text: next, message: (error as Error).message });
    }
  };
  const isBroken = Object.keys(broken).length > 0;
  // The list of programmes shows whether there is a draft and since when.
  useEffect(() => {
    if (editing.revision > 0) void cache.invalidateQueries({ queryKey: ["/api/studio/programmes"] });
  }, [editing.revision, cache]);
  const own = useMemo(() => editing.findings.filter((finding) => finding.file === open), [editing.findings, open]);
  const hasErrors = editing.findings.some((finding) => finding.level === "error");
  const words = {
    saved: editing.revision === 0 ? t("editor.untouched") : t("editor.saved", { revision: editing.revision }),
    saving: t("editor.saving"),
    unsaved: t("editor.unsaved"),
    conflict: t("editor.conflictShort"),
    failed: editing.problem?.text[locale] ?? t("editor.unsaved"),
  };
  return (
    <>
      <EditorFrame
        head={
          <PageHead
            title={titleOf(editing.documents, draft.programmeId, locale)}
            back={{ to: "/studio", label: t("editor.back") }}
            lead={
              <>
                <code>{draft.programmeId}</code> · <span aria-live="polite">{words[editing.state]}</span>{" "}
                {editing.state === "failed" && (
                  <Button size="small" onClick={() => void editing.flush()}>
                    {t("editor.retry")}
                  </Button>
                )}
              </>
            }
            actions={
              <>
                <Button
                  onClick={() =>
                    void editing
                      .flush()
                      .then(() =>
                        download(
                          `/api/studio/programmes/${draft.programmeId}/bundle?edition=draft`,
                          `${draft.programmeId}-draft.zip`,
                        ),
                      )
                      .catch((error: unknown) => showToast(problemOf(error).text[locale], "bad"))
                  }
                >
                  {t("editor.export")}
                </Button>
                <Button tone="primary" onClick={() => setPublishing(true)}>
                  {t("editor.publish")}
                </Button>
              </>
            }
          />
        }
        left={
          <FileList
            documents={editing.documents}
            programmeId={draft.programmeId}
            open={open}
            findings={editing.findings}
            broken={broken}
            onOpen={setOpen}
            onAdd={(path, content) => {
              editing.set(path, content);
              setOpen(path);
            }}
          />
        }
        right={
          <>
            <ProblemsPanel
              findings={editing.findings}
              onGo={(finding) => {
                setOpen(finding.file);
                setGoTo({ pointer: finding.pointer });
              }}
            />
            <Tabs
              label={t("editor.preview")}
              value={tab}
              onChange={setTab}
              tabs={[
                {
                  id: "preview",
                  label: t("editor.preview"),
                  panel: () => <PreviewPanel path={open} document={editing.documents[open]} findings={own} />,
                },
                {
                  id: "score",
                  label: t("editor.score"),
                  panel: () => <ScorePanel documents={editing.documents} form={form} />,
                },
                {
                  id: "rule-book",
                  label: t("ruleBook.title"),
                  panel: () => <RuleBookPanel documents={editing.documents} />,
                },
                {
                  id: "changes",
                  label: t("editor.changes"),
                  panel: () => <ChangesPanel programmeId={draft.programmeId} revision={editing.revision} />,
                },
                {
                  id: "editions",
                  label: t("editor.editions"),
                  panel: () => <EditionsPanel programmeId={draft.programmeId} />,
                },
              ]}
            />
          </>
        }
      >
        {editing.state === "conflict" && (
          <Alert tone="bad" live="assertive" title={t("editor.conflict")}>
            <ul>
              {editing.conflicting.map((path) => (
                <li key={path}>
                  <code>{path}</code>
                </li>
              ))}
            </ul>
            <Button size="small" tone="primary" onClick={() => editing.settle("mine")}>
              {t("editor.keepMine")}
            </Button>{" "}
            <Button size="small" tone="danger" onClick={() => editing.settle("theirs")}>
              {t("editor.takeTheirs")}
            </Button>
          </Alert>
        )}
        {broken[open] && (
          <Alert tone="warn" live="polite">
            {t("editor.notJson", { message: broken[open].message })}
          </Alert>
        )}
        <DocumentBar
          path={open}
          onRemove={() => {
            keep(open, null);
            editing.set(open, undefined);
            setOpen(programmePath);
          }}
        />
        <JsonEditor
          key={`${open} ${editing.loads}`}
          name={open}
          text={text}
          findings={own}
          goTo={goTo}
          onChange={onChange}
        />
      </EditorFrame>
      {publishing && (
        <PublishDialog
          programmeId={draft.programmeId}
          nextNumber={latest + 1}
          blocked={hasErrors || isBroken}
          flush={editing.flush}
          onClose={() => setPublishing(false)}
          onPublished={(edition) => {
            setPublishing(false);
            showToast(t("editor.published", { number: edition.number }));
            for (const key of [
              "/api/studio/programmes",
              `/api/studio/programmes/${draft.programmeId}/editions`,
              `/api/studio/programmes/${draft.programmeId}/changes`,
            ])
              void cache.invalidateQueries({ queryKey: [key] });
          }}
        />
      )}
    </>
  );
}

/** One programme in the studio: its documents, live findings, preview, sample score, publishing. */
export default function EditorPage() {
  const locale = useLocale();
  const { id } = useParams<{ id: string }>();
  // Always read anew when the page opens; afterwards the editor owns the text, whatever is read behind it.
  const draft = useGet<Draft>(`/api/studio/programmes/${id}/draft`, undefined, { staleTimeMs: 0 });
  const editions = useGet<EditionList>(`/api/studio/programmes/${id}/editions`);
  if (draft.isError && !draft.data)
    return (
      <PageFrame>
        <LoadError message={draft.error.text[locale]} onRetry={() => void draft.refetch()} />
      </PageFrame>
    );
  if (!draft.data || !draft.isFetchedAfterMount || editions.isPending)
    return (
      <PageFrame>
        <Skeleton lines={10} />
      </PageFrame>
    );
  const latest = Math.max(0, ...(editions.data?.items ?? []).map((edition) => edition.number));
  return <Editor key={id} draft={draft.data} latest={latest} />;
}
