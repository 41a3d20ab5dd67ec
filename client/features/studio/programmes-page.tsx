import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { Draft, StudioList } from "../../../core/contracts/studio.ts";
import { download, post, request } from "../../api/client.ts";
import { useOnce } from "../../api/once.ts";
import { type ApiProblem, problemOf } from "../../api/problem.ts";
import { useGet } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Alert, Empty, LoadError, Panel, Skeleton } from "../../ui/display.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { formatInstant } from "../../ui/format.ts";
import { PageFrame, PageHead } from "../../ui/frames.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { SelectField, TextField } from "../../ui/labelled-controls.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useStudioText } from "./text.ts";

function CreateDialog({ programmes, onClose }: { programmes: StudioList; onClose: () => void }) {
  const t = useStudioText();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const [id, setId] = useState("");
  const [copyOf, setCopyOf] = useState("");
  const [blank, setBlank] = useState(true);
  const command = useOnce();
  const create = async () => {
    if (await command.run(() => post<Draft>("/api/studio/programmes", { id, copyOf, blank })))
      navigate(`/studio/${id}`);
  };
  return (
    <FormDialog
      title={t("list.create")}
      submitText={t("list.start")}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onSubmit={() => void create()}
    >
      <p>{t("list.createLead")}</p>
      <TextField
        label={t("list.id")}
        hint={t("list.idHint")}
        required
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        maxLength={64}
        value={id}
        onChange={setId}
      />
      <SelectField
        label={t("list.copyOf")}
        required
        placeholder=""
        value={copyOf}
        onChange={setCopyOf}
        options={programmes.items
          .filter((programme) => programme.latestEdition !== null)
          .map((programme) => ({ value: programme.id, label: programme.title[locale] }))}
      />
      <Checkbox checked={blank} onChange={(event) => setBlank(event.target.checked)}>
        {t("list.blank")}
      </Checkbox>
      <p className="sb-muted">{t("list.blankHint")}</p>
    </FormDialog>
  );
}

function ImportButton() {
  const t = useStudioText();
  const locale = useLocale();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    try {
      const draft = await request<Draft>("POST", "/api/studio/bundle", {
        raw: { body: file, type: "application/zip" },
      });
      await cache.invalidateQueries({ queryKey: ["/api/studio/programmes"] });
      showToast(t("list.imported"));
      navigate(`/studio/${draft.programmeId}`);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      if (input.current) input.current.value = "";
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        hidden
        onChange={(event) => void send(event.target.files?.[0])}
      />
      <Button onClick={() => input.current?.click()}>{t("list.import")}</Button>
      <Dialog open={problem !== null} title={t("list.import")} onClose={() => setProblem(null)}>
        <Alert tone="bad" live="assertive">
          {problem?.text[locale]}
          <ul>
            {problem?.findings.map((finding) => (
              <li key={`${finding.pointer}${finding.code}`}>
                <code>{finding.pointer}</code> {finding.message[locale]}
              </li>
            ))}
          </ul>
        </Alert>
      </Dialog>
    </>
  );
}

/** Programmes with their editions, drafts and rounds. */
export default function ProgrammesPage() {
  const t = useStudioText();
  const locale = useLocale();
  const list = useGet<StudioList>("/api/studio/programmes");
  const [creating, setCreating] = useState(false);
  return (
    <PageFrame>
      <PageHead
        title={t("list.title")}
        lead={t("list.lead")}
        actions={
          <>
            <ImportButton />
            <Button tone="primary" disabled={!list.isSuccess} onClick={() => setCreating(true)}>
              {t("list.create")}
            </Button>
          </>
        }
      />
      {list.isPending && <Skeleton lines={6} />}
      {list.isError && <LoadError message={list.error.text[locale]} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <Panel>
          <Table
            caption={t("list.caption")}
            captionHidden
            rows={list.data.items}
            rowKey={(row) => row.id}
            empty={<Empty title={t("list.none")}>{t("list.noneHint")}</Empty>}
            columns={[
              {
                key: "name",
                title: t("list.name"),
                rowHeader: true,
                render: (row) => (
                  <>
                    <Link href={`/studio/${row.id}`}>{row.title[locale]}</Link>
                    <div className="sb-muted">{row.id}</div>
                  </>
                ),
              },
              {
                key: "edition",
                title: t("list.edition"),
                render: (row) =>
                  row.latestEdition === null
                    ? t("list.noEdition")
                    : t("list.editionValue", { number: row.latestEdition }),
              },
              {
                key: "draft",
                title: t("list.draft"),
                render: (row) =>
                  row.draftChangedAt === null
                    ? t("list.noDraft")
                    : t("list.draftValue", { at: formatInstant(row.draftChangedAt, locale) }),
              },
              {
                key: "rounds",
                title: t("list.rounds"),
                render: (row) => t("list.roundsValue", { total: row.rounds, open: row.openRounds }),
              },
              {
                key: "export",
                title: t("list.export"),
                render: (row) => (
                  <Button
                    size="small"
                    aria-label={labelled(t("list.export"), row.title[locale])}
                    onClick={() =>
                      void download(`/api/studio/programmes/${row.id}/bundle`, `${row.id}.zip`).catch(
                        (error: unknown) => showToast(problemOf(error).text[locale], "bad"),
                      )
                    }
                  >
                    {t("list.export")}
                  </Button>
                ),
              },
            ]}
          />
        </Panel>
      )}
      {creating && list.isSuccess && <CreateDialog programmes={list.data} onClose={() => setCreating(false)} />}
    </PageFrame>
  );
}
