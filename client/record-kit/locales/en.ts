import type { SameTexts } from "../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  preview: "Preview",
  closePreview: "Close preview",
  download: "Download",
  noPreview: "This kind of file cannot be shown in the page; download it to read it.",
  openInTab: "Open in a new tab",
};

export default en;
