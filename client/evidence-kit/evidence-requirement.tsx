import { useId, useRef, useState } from "react";
import type { EvidenceItem, Flag } from "../../core/contracts/declarations.ts";
import { fieldTitle } from "../../core/forms/answer-text.ts";
import type { EvidenceRequirement, FieldSchema } from "../../core/forms/form-document.ts";
import { textIn } from "../../core/problems/finding.ts";
import { problemOf } from "../api/problem.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Alert, Progress, Tag } from "../ui/display.tsx";
import { formatInstant, formatSize } from "../ui/format.ts";
import { useLocale } from "../ui/i18n.ts";
import { showToast } from "../ui/toast.tsx";
import { acceptOf, sortFiles } from "./evidence-files.ts";
import { useEvidenceText } from "./text.ts";
import type { UploadJob, UploadQueue } from "./upload-queue.ts";
import "./evidence-kit.css";
import { listed } from "../ui/punctuation.ts";

function FileRow({ item, locked, onRemove }: { item: EvidenceItem; locked: boolean; onRemove: () => void }) {
  const t = useEvidenceText();
  const locale = useLocale();
  const content = `/api/evidence/${item.id}/content`;
  const inline = item.mediaType === "application/pdf" || item.mediaType.startsWith("image/");
  return (
    <li className="sb-ek-file">
      <span className="sb-ek-file__name">{item.fileName}</span>
      <span className="sb-muted sb-small">
        {formatSize(item.size)} · {formatInstant(item.uploadedAt, locale)}
      </span>
      <span className="sb-ek-file__tools">
        {inline && (
          <a
            href={`${content}?inline=1`}
            target="_blank"
            rel="noreferrer"
            aria-label={`${t("preview")} ${item.fileName}`}
          >
            {t("preview")}
          </a>
        )}
        <a href={content} download={item.fileName} aria-label={`${t("download")} ${item.fileName}`}>
          {t("download")}
        </a>
        {!locked && (
          <Button size="small" tone="text" aria-label={`${t("remove")} ${item.fileName}`} onClick={onRemove}>
            {t("remove")}
          </Button>
        )}
      </span>
    </li>
  );
}

function JobRow({ job, uploads }: { job: UploadJob; uploads: UploadQueue }) {
  const t = useEvidenceText();
  const locale = useLocale();
  return (
    <li className="sb-ek-file">
      <span className="sb-ek-file__name">{job.file.name}</span>
      {job.state === "failed" ? (
        <span className="sb-field__error" role="alert">
          {t("failed", { why: job.problem?.text[locale] ?? "" })}
        </span>
      ) : job.state === "waiting" ? (
        <span className="sb-muted sb-small">{t("waiting")}</span>
      ) : (
        <span className="sb-ek-file__progress">
          <Progress value={job.progress} label={t("uploading", { name: job.file.name })} />
        </span>
      )}
      <span className="sb-ek-file__tools">
        {job.state === "failed" && (
          <Button size="small" onClick={() => uploads.retry(job.id)}>
            {t("retry")}
          </Button>
        )}
        <Button size="small" tone="text" onClick={() => uploads.drop(job.id)}>
          {t("cancel")}
        </Button>
      </span>
    </li>
  );
}

/** One requirement: what it wants, what is there, and a place to drop files. */
export function EvidenceRequirementPanel({
  requirement,
  needed,
  fields,
  files,
  jobs,
  flags,
  uploads,
  locked,
}: {
  requirement: EvidenceRequirement;
  /** Files that must be there now; 0 when it is optional or does not apply. */
  needed: number;
  fields: Readonly<Record<string, FieldSchema>>;
  files: readonly EvidenceItem[];
  jobs: readonly UploadJob[];
  flags: readonly Flag[];
  uploads: UploadQueue;
  locked: boolean;
}) {
  const t = useEvidenceText();
  const locale = useLocale();
  const [over, setOver] = useState(false);
  const [mistakes, setMistakes] = useState<readonly string[]>([]);
  const [removing, setRemoving] = useState<EvidenceItem | null>(null);
  const [busy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const chooseButton = useRef<HTMLButtonElement>(null);
  const limitsId = useId();
  const title = textIn(requirement.title, locale);
  const types = listed(requirement.types.map((type) => t(`types.${type}`)));
  const full = files.length + jobs.length >= requirement.maxFiles;
  const take = (list: FileList | null) => {
    const { good, mistakes: wrong } = sortFiles(Array.from(list ?? []), requirement, files.length + jobs.length);
    setMistakes(wrong.map((mistake) => t(`${mistake.code}`, { ...mistake })));
    if (good.length > 0) uploads.add(requirement.id, good);
  };
  const remove = async () => {
    if (!removing) return;
    setBusy(true);
    try {
      await uploads.remove(removing.id);
      showToast(t("removed"));
      setRemoving(null);
      chooseButton.current?.focus();
    } catch (error) {
      showToast(problemOf(error).text[locale], "bad");
    } finally {
      setBusy(false);
    }
  };
  const about = (requirement.for ?? []).flatMap((field) => fields[field] ?? []);
  return (
    <section
      className="sb-panel"
      id={`evidence-${requirement.id}`}
      tabIndex={-1}
      aria-labelledby={`evidence-${requirement.id}-title`}
    >
      <div className="sb-panel__head">
        <h3 id={`evidence-${requirement.id}-title`}>{title}</h3>
        {files.length >= Math.max(1, needed) ? (
          <Tag tone="ok">✓ {files.length}</Tag>
        ) : needed > 0 ? (
          <Tag tone="accent">{t("required", { count: needed })}</Tag>
        ) : (
          <Tag>{requirement.minFiles > 0 ? t("notNow") : t("optional")}</Tag>
        )}
      </div>
      {flags.map((flag) => (
        <Alert key={flag.id} tone="accent" title={flag.raisedBy[locale]}>
          {flag.message}
        </Alert>
      ))}
      {requirement.hint && <p>{textIn(requirement.hint, locale)}</p>}
      {about.length > 0 && (
        <p className="sb-muted sb-small">
          {t("for")}
          {listed(about.map((field) => fieldTitle(field, locale)))}
        </p>
      )}
      {(files.length > 0 || jobs.length > 0) && (
        <ul className="sb-ek-files" aria-label={t("files", { title })}>
          {files.map((item) => (
            <FileRow key={item.id} item={item} locked={locked} onRemove={() => setRemoving(item)} />
          ))}
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} uploads={uploads} />
          ))}
        </ul>
      )}
      {!locked && (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's short cut for the button inside
        <div
          className={`sb-ek-drop${over ? " sb-ek-drop--over" : ""}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files);
          }}
        >
          <input
            ref={chooser}
            type="file"
            hidden
            multiple={requirement.maxFiles > 1}
            accept={acceptOf(requirement)}
            onChange={(event) => {
              take(event.target.files);
              event.target.value = "";
            }}
          />
          <Button
            ref={chooseButton}
            size="small"
            disabled={full}
            aria-describedby={limitsId}
            onClick={() => chooser.current?.click()}
          >
            {t("choose")}
          </Button>
          <span className="sb-muted">{t("drop")}</span>
          <span className="sb-muted sb-small" id={limitsId}>
            {requirement.maxSizeMb === undefined
              ? t("limits", { types, max: requirement.maxFiles })
              : t("limitsSize", { types, max: requirement.maxFiles, size: requirement.maxSizeMb })}
          </span>
        </div>
      )}
      <div role="alert">
        {mistakes.map((mistake) => (
          <div key={mistake} className="sb-field__error">
            {mistake}
          </div>
        ))}
      </div>
      <ConfirmDialog
        open={removing !== null}
        title={t("removeTitle")}
        confirmText={t("remove")}
        danger
        busy={busy}
        onConfirm={() => void remove()}
        onCancel={() => setRemoving(null)}
      >
        {t("removeAsk", { name: removing?.fileName ?? "" })}
      </ConfirmDialog>
    </section>
  );
}
