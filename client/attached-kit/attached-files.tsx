import { useEffect, useState, useSyncExternalStore } from "react";
import type { AttachedDetail } from "../../core/contracts/attached.ts";
import type { EvidenceItem, Flag } from "../../core/contracts/declarations.ts";
import { requiredFiles } from "../../core/forms/check-answers.ts";
import type { FormDocument } from "../../core/forms/form-document.ts";
import { formState } from "../../core/forms/form-state.ts";
import { textIn } from "../../core/problems/finding.ts";
import type { DraftWork } from "../draft-kit/draft-work.ts";
import { EvidenceRequirementPanel } from "../evidence-kit/evidence-requirement.tsx";
import { focusEvidence } from "../evidence-kit/focus-evidence.ts";
import { EvidenceFile } from "../record-kit/evidence-file.tsx";
import { Panel } from "../ui/display.tsx";
import { useLocale } from "../ui/i18n.ts";
import { useAttachedText } from "./text.ts";

/** Files the form asks for, under its fields: what is needed follows from the answers above. */
export function AttachedUploads({
  detail,
  work,
  flags,
  onFiles,
}: {
  detail: AttachedDetail;
  work: DraftWork;
  flags: readonly Flag[];
  /** Told of the files that stand after one came or went. */
  onFiles: (files: readonly EvidenceItem[]) => void;
}) {
  const t = useAttachedText();
  const { engine, store, uploads } = work;
  const { evidence, jobs } = useSyncExternalStore(
    (listener) => uploads.subscribe(listener),
    () => uploads.snapshot(),
  );
  const requirements = engine.form.evidence.map(({ requirement }) => requirement);
  useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => store.version(),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: one work tells of its own files
  useEffect(() => uploads.onEvidence(() => onFiles(uploads.snapshot().evidence)), [uploads]);
  useEffect(() => {
    if (location.hash.startsWith("#evidence-")) focusEvidence(`/evidence/${location.hash.slice("#evidence-".length)}`);
  }, []);
  if (requirements.length === 0) return null;
  const state = formState(engine.form, store.answers());
  return (
    <section aria-labelledby="attached-files">
      <h2 id="attached-files">{t("files")}</h2>
      {requirements.map((requirement) => (
        <EvidenceRequirementPanel
          key={requirement.id}
          requirement={requirement}
          needed={requiredFiles(engine.form, requirement.id, state)}
          fields={work.shared.fields}
          files={evidence.filter((item) => item.requirementId === requirement.id)}
          jobs={jobs.filter((job) => job.requirementId === requirement.id)}
          flags={flags.filter((flag) => flag.pointer === `/evidence/${requirement.id}`)}
          uploads={uploads}
          locked={!detail.editableEvidence.includes(requirement.id)}
        />
      ))}
    </section>
  );
}

/** Files of an attached form, to read. */
export function AttachedFiles({ document, files }: { document: FormDocument; files: readonly EvidenceItem[] }) {
  const t = useAttachedText();
  const locale = useLocale();
  const [openId, setOpenId] = useState<string | null>(null);
  const held = document.evidence.filter(({ id }) => files.some((file) => file.requirementId === id));
  if (held.length === 0) return null;
  return (
    <Panel title={t("files")} id="attached-files">
      {held.map((requirement) => (
        <div key={requirement.id}>
          <h3>{textIn(requirement.title, locale)}</h3>
          {files
            .filter((file) => file.requirementId === requirement.id)
            .map((file) => (
              <EvidenceFile
                key={file.id}
                file={file}
                address={`/api/evidence/${file.id}/content`}
                open={openId === file.id}
                onToggle={() => setOpenId(openId === file.id ? null : file.id)}
              />
            ))}
        </div>
      ))}
    </Panel>
  );
}
