import type { SameTexts } from "../../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  reports: {
    title: "Yearly and change reports",
    ownLead:
      "Holders of a title report on each year as the notice demands, and on changes within the time it sets for them.",
    lead: "Who has reported among the holders of titles in your region.",
    empty: "There is nothing to report",
    year: "Year",
    allYears: "All years",
    status: "Status",
    allStatuses: "All",
    open: "To be handed in",
    overdue: "Overdue",
    handedIn: "Handed in",
    holder: "Holder",
    report: "Report",
    due: "Due",
    none: "—",
    begin: "Begin",
    continue: "Go on",
    view: "View",
    partly:
      "There are {{total}} titles; the reports of {{pageSize}} are listed at a time and counted above. Turn the page below for others.",
    counts: "{{all}} in all: {{handed}} handed in, {{open}} open, {{overdue}} of them overdue",
  },
  summaries: {
    title: "Summaries",
    lead: "Filled in from the recommendations in their order and handed to the level above; out to XLSX and back in.",
    round: "Round",
    choose: "Choose a round",
    none: "This round asks for no summary",
    region: "Region",
    form: "Form",
    status: "Status",
    begin: "Begin",
    open: "Open",
  },
};

export default en;
