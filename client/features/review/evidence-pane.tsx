import { useState } from "react";
import type { DeclarationDetail, EvidenceItem, Flag } from "../../../core/contracts/declarations.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { post, remove } from "../../api/client.ts";
import { EvidenceFile } from "../../record-kit/evidence-file.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty, Panel, Tag } from "../../ui/display.tsx";
import { useLocale } from "../../ui/i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { labelled } from "../../ui/punctuation.ts";
import { FlagDialog } from "./flag-dialog.tsx";
import { FlagNote } from "./flag-note.tsx";
import { anchorOf, anchorPrefix, type Place } from "./places.ts";
import { useReviewText } from "./text.ts";
import { useCommands } from "./use-commands.ts";

/** The field whose evidence is shown, by its title, and what it asks for. */
export interface EvidenceFocus {
  title: string;
  requirements: readonly string[];
}

/** Files of a declaration beside its answers, by what they prove; `focus` narrows to those of one field. */
export function EvidencePane({
  form,
  detail,
  root = "",
  focus,
  onShowAll,
  onChanged,
  onGo,
}: {
  form: FormDocument;
  detail: DeclarationDetail;
  /** Where the pointers of an attached form begin; files and flags of the detail are its own. */
  root?: string;
  focus: EvidenceFocus | null;
  onShowAll?: () => void;
  onChanged: () => Promise<unknown>;
  /** Puts the focus on an item; after a flag its button is gone. */
  onGo: (place: Place) => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const [openId, setOpenId] = useState<string | null>(null);
  const [flagging, setFlagging] = useState<{ id: string; title: string } | null>(null);
  const { busy, problem, run, forget } = useCommands(onChanged);
  const base = `/api/declarations/${detail.summary.id}`;
  const prefix = anchorPrefix(root);
  const anchor = (id: string) => prefix + anchorOf({ kind: "evidence", id });
  /** The page finds items of the declaration; those of an attached form lie here. */
  const goTo = (id: string) => {
    if (root === "") onGo({ kind: "evidence", id });
    else requestAnimationFrame(() => document.getElementById(anchor(id))?.focus());
  };
  const filesOf = (requirement: string) => detail.evidence.filter((file) => file.requirementId === requirement);
  /** Of a sealed form: the code it was uploaded for, and whether it is that of the answers shown. */
  const sealedNote = (evidenceId: string) => {
    const scan = detail.sealedForm?.scans.find((candidate) => candidate.evidenceId === evidenceId);
    if (!scan) return null;
    const isCurrent = scan.code === detail.sealedForm?.code;
    return (
      <Tag tone={isCurrent ? "ok" : "bad"}>
        {t(isCurrent ? "record.sealedForm.current" : "record.sealedForm.outdated", { code: scan.code })}
      </Tag>
    );
  };
  const flagOf = (requirement: string) =>
    detail.flags.find((flag) => !flag.resolvedAt && flag.pointer === `/evidence/${requirement}`);
  const groups = form.evidence.filter((requirement) =>
    focus
      ? focus.requirements.includes(requirement.id)
      : requirement.minFiles > 0 || filesOf(requirement.id).length > 0 || flagOf(requirement.id),
  );
  // Sealed opinions of the reviews before, and files whose requirement a later edition no longer names.
  const known = new Set(form.evidence.map((requirement) => requirement.id));
  const loose = focus
    ? []
    : detail.evidence.filter((file) => file.requirementId === null || !known.has(file.requirementId));
  const fileList = (files: readonly EvidenceItem[]) =>
    files.map((file) => (
      <EvidenceFile
        key={file.id}
        file={file}
        address={`/api/evidence/${file.id}/content`}
        note={sealedNote(file.id)}
        open={openId === file.id}
        onToggle={() => setOpenId(openId === file.id ? null : file.id)}
      />
    ));
  const flag = async (id: string, message: string) => {
    if (!(await run(() => post(`${base}/flags`, { pointer: `${root}/evidence/${id}`, message })))) return;
    setFlagging(null);
    goTo(id);
  };
  const unflag = async (id: string, raised: Flag) => {
    if (await run(() => remove(`${base}/flags/${raised.id}`))) goTo(id);
  };
  return (
    <Panel
      title={focus ? t("record.evidenceFor", { field: focus.title }) : t("record.evidence")}
      id={`${prefix}evidence`}
      actions={
        focus && (
          <Button size="small" onClick={onShowAll}>
            {t("record.allEvidence")}
          </Button>
        )
      }
    >
      {!flagging && <ProblemAlert problem={problem} />}
      {groups.length === 0 && loose.length === 0 && (
        <Empty title={focus ? t("record.noEvidenceFor") : t("record.noEvidence")} />
      )}
      <ul className="review-files">
        {groups.map((requirement) => {
          const title = textIn(requirement.title, locale);
          const files = filesOf(requirement.id);
          const raised = flagOf(requirement.id);
          return (
            <li key={requirement.id} id={anchor(requirement.id)} tabIndex={-1}>
              <div className="review-files__head">
                <span className="sb-muted">{title}</span>
                {detail.mayReview && !raised && (
                  <Button
                    size="small"
                    tone="text"
                    aria-label={labelled(t("record.flag"), title)}
                    onClick={() => {
                      forget();
                      setFlagging({ id: requirement.id, title });
                    }}
                  >
                    {t("record.flag")}
                  </Button>
                )}
              </div>
              {files.length === 0 ? <div>{t("record.notUploaded")}</div> : fileList(files)}
              {raised && (
                <FlagNote
                  flag={raised}
                  title={title}
                  busy={busy}
                  onTakeBack={detail.mayReview ? (open) => void unflag(requirement.id, open) : undefined}
                />
              )}
            </li>
          );
        })}
        {loose.length > 0 && (
          <li>
            <div className="sb-muted">{t("record.seal")}</div>
            {fileList(loose)}
          </li>
        )}
      </ul>
      {flagging && (
        <FlagDialog
          title={flagging.title}
          busy={busy}
          problem={problem}
          onClose={() => setFlagging(null)}
          onFlag={(message) => void flag(flagging.id, message)}
        />
      )}
    </Panel>
  );
}
