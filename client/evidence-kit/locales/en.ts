import type { SameTexts } from "../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  required: "required, at least {{count}}",
  optional: "optional",
  notNow: "not needed by the present answers",
  for: "For: ",
  limits: "{{types}}, at most {{max}} files",
  limitsSize: "{{types}}, at most {{max}} files of up to {{size}} MB",
  choose: "Choose files",
  drop: "or drop them here",
  uploading: "Uploading {{name}}",
  waiting: "Waiting",
  failed: "Interrupted: {{why}}",
  retry: "Go on",
  cancel: "Cancel",
  preview: "Preview",
  download: "Download",
  remove: "Delete",
  removeTitle: "Delete the file",
  removeAsk: "Delete “{{name}}”? It would have to be uploaded again.",
  removed: "Deleted",
  tooMany: "At most {{max}} files; there are {{count}}",
  tooLarge: "“{{name}}” is larger than {{size}} MB",
  empty: "“{{name}}” is empty",
  files: "Files of {{title}}",
  types: { pdf: "PDF", image: "image", docx: "Word", xlsx: "Excel", video: "video" },
};

export default en;
