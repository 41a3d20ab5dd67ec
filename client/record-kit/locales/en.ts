import type { SameTexts } from "../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  preview: "Preview",
  closePreview: "Close preview",
  download: "Download",
  noPreview: "This kind of file cannot be shown in the page; download it to read it.",
  openInTab: "Open in a new tab",
  reveal: {
    ask: "Show in full",
    lead: "Reading sensitive data needs a reason and is written to the audit log.",
    reason: "Reason",
    reasonHint: "At least 5 characters",
    show: "Show",
    cell: "{{column}} (row {{row}})",
  },
  round: {
    open: "Open",
    upcoming: "Not yet open",
    closed: "Closed",
    publicity: "Public notice",
    published: "Published",
  },
  changes: {
    lead: "Submitted before on {{before}}, now on {{now}}.",
    none: "Both submissions hold the same answers and files.",
    caption: "Changed answers",
    item: "Item",
    before: "Before",
    now: "Now",
    rowsBefore: "rows of the last submission that were changed or taken away",
    rowsNow: "rows of this submission that were changed or added",
    moved: "Only the order of the rows of “{{table}}” changed.",
    masked: "Changed where it is masked",
    added: "Files added",
    removed: "Files taken away",
  },
};

export default en;
