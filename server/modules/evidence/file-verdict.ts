/** What an evidence requirement may ask for (core/forms/form-document.ts). */
export type EvidenceFileType = "pdf" | "image" | "docx" | "xlsx" | "video";

/** Why a file is not taken. Each is a problem of its own, so that the applicant reads how to mend it. */
export type FileFault =
  | "file-type-refused"
  | "file-damaged"
  | "file-extension-differs"
  | "file-archive-unsafe"
  | "file-image-too-large"
  | "file-encrypted"
  | "file-scan-refused";

/** Outcome of looking into a file. */
export type FileVerdict =
  | { accepted: true; type: EvidenceFileType; mediaType: string }
  | { accepted: false; fault: FileFault };

export function refuse(fault: FileFault): FileVerdict {
  return { accepted: false, fault };
}
