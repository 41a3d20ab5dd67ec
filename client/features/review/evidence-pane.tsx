import { useState } from "react";
import type { EvidenceItem } from "../../../core/contracts/declarations.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { textIn } from "../../../core/problems/finding.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Panel } from "../../ui/display.tsx";
import { formatSize } from "../../ui/format.ts";
import { useLocale } from "../../ui/i18n.ts";
import { useReviewText } from "./text.ts";

function inlineKind(mediaType: string): "pdf" | "image" | null {
  if (mediaType === "application/pdf") return "pdf";
  return /^image\/(png|jpeg|gif|webp)$/.test(mediaType) ? "image" : null;
}

function Preview({ file }: { file: EvidenceItem }) {
  const t = useReviewText();
  const source = `/api/evidence/${file.id}/content?inline=1`;
  const kind = inlineKind(file.mediaType);
  if (kind === "image")
    return <img className="review-preview review-preview--image" src={source} alt={file.fileName} />;
  if (kind === "pdf") return <iframe className="review-preview" src={source} title={file.fileName} />;
  return <p className="sb-muted">{t("record.noPreview")}</p>;
}

/** Files of a declaration beside its answers; `focus` narrows to those of one field. */
export function EvidencePane({
  form,
  files,
  focus,
  onShowAll,
}: {
  form: FormDocument;
  files: readonly EvidenceItem[];
  focus: { title: string; requirements: readonly string[] } | null;
  onShowAll: () => void;
}) {
  const t = useReviewText();
  const locale = useLocale();
  const [openId, setOpenId] = useState<string | null>(null);
  const shown = focus
    ? files.filter((file) => file.requirementId !== null && focus.requirements.includes(file.requirementId))
    : files;
  const titleOf = (file: EvidenceItem) => {
    if (file.purpose === "seal") return t("record.seal");
    const requirement = form.evidence.find((candidate) => candidate.id === file.requirementId);
    return requirement ? textIn(requirement.title, locale) : "";
  };
  return (
    <Panel
      title={focus ? t("record.evidenceFor", { field: focus.title }) : t("record.evidence")}
      id="evidence"
      actions={
        focus && (
          <Button size="small" onClick={onShowAll}>
            {t("record.allEvidence")}
          </Button>
        )
      }
    >
      {shown.length === 0 ? (
        <Empty title={focus ? t("record.noEvidenceFor") : t("record.noEvidence")} />
      ) : (
        <ul className="review-files">
          {shown.map((file) => (
            <li key={file.id}>
              <div className="sb-muted">{titleOf(file)}</div>
              <div>{file.fileName}</div>
              <div className="review-actions">
                <span className="sb-muted">{formatSize(file.size)}</span>
                <Button
                  size="small"
                  aria-expanded={openId === file.id}
                  aria-label={`${t("record.preview")}：${file.fileName}`}
                  onClick={() => setOpenId(openId === file.id ? null : file.id)}
                >
                  {openId === file.id ? t("record.closePreview") : t("record.preview")}
                </Button>
                <a className="sb-button sb-button--small" href={`/api/evidence/${file.id}/content`} download>
                  {t("record.download")}
                </a>
              </div>
              {openId === file.id && <Preview file={file} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
