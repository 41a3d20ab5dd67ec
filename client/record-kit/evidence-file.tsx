import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { formatSize } from "../ui/format.ts";
import { useRecordText } from "./text.ts";
import "./record-kit.css";
import { labelled } from "../ui/punctuation.ts";

/** A file that was handed in, as far as a reader needs it. */
export interface ReadableFile {
  fileName: string;
  mediaType: string;
  size: number;
}

function inlineKind(mediaType: string): "pdf" | "image" | null {
  if (mediaType === "application/pdf") return "pdf";
  return /^image\/(png|jpeg|gif|webp)$/.test(mediaType) ? "image" : null;
}

function Preview({ file, address }: { file: ReadableFile; address: string }) {
  const t = useRecordText();
  const source = `${address}?inline=1`;
  const kind = inlineKind(file.mediaType);
  if (kind === "image") return <img className="sb-rk-preview sb-rk-preview--image" src={source} alt={file.fileName} />;
  if (kind === "pdf")
    return (
      <>
        <iframe className="sb-rk-preview" src={source} title={file.fileName} />
        <a href={source} target="_blank" rel="noreferrer">
          {t("openInTab")}
        </a>
      </>
    );
  return <p className="sb-muted">{t("noPreview")}</p>;
}

/** One file with its preview in place; only what is opened is fetched. `address` is where its content is. */
export function EvidenceFile({
  file,
  address,
  note,
  open,
  onToggle,
}: {
  file: ReadableFile;
  address: string;
  /** What there is to say of the file, under its name. */
  note?: ReactNode;
  open: boolean;
  onToggle: () => void;
}) {
  const t = useRecordText();
  const toggle = open ? t("closePreview") : t("preview");
  return (
    <div className="sb-rk-file">
      <div>{file.fileName}</div>
      {note}
      <div className="sb-rk-file__actions">
        <span className="sb-muted">{formatSize(file.size)}</span>
        <Button size="small" aria-expanded={open} aria-label={labelled(toggle, file.fileName)} onClick={onToggle}>
          {toggle}
        </Button>
        <a
          className="sb-button sb-button--small"
          href={address}
          aria-label={labelled(t("download"), file.fileName)}
          download
        >
          {t("download")}
        </a>
      </div>
      {open && <Preview file={file} address={address} />}
    </div>
  );
}
