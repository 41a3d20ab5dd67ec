import type { EvidenceRequirement } from "../../core/forms/form-document.ts";

/** What the file chooser offers for each type a requirement takes. The server judges by content, not by name. */
const accepts: Readonly<Record<EvidenceRequirement["types"][number], string>> = {
  pdf: ".pdf,application/pdf",
  image: ".jpg,.jpeg,.png,image/jpeg,image/png",
  docx: ".docx",
  xlsx: ".xlsx",
  video: ".mp4,video/mp4",
};

export function acceptOf(requirement: EvidenceRequirement): string {
  return requirement.types.map((type) => accepts[type]).join(",");
}

export type FileMistake =
  | { code: "tooMany"; max: number; count: number }
  | { code: "tooLarge" | "empty"; name: string; size: number };

/** Sorts chosen files into those worth sending and what is wrong with the others; saves a hopeless upload. */
export function sortFiles(
  files: readonly File[],
  requirement: EvidenceRequirement,
  present: number,
): { good: File[]; mistakes: FileMistake[] } {
  const good: File[] = [];
  const mistakes: FileMistake[] = [];
  const limit = requirement.maxSizeMb;
  for (const file of files) {
    if (file.size === 0) mistakes.push({ code: "empty", name: file.name, size: 0 });
    else if (limit !== undefined && file.size > limit * 1024 * 1024)
      mistakes.push({ code: "tooLarge", name: file.name, size: limit });
    else if (present + good.length >= requirement.maxFiles)
      mistakes.push({ code: "tooMany", max: requirement.maxFiles, count: present + good.length });
    else good.push(file);
  }
  return { good, mistakes };
}
