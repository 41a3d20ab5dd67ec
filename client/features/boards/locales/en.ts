import type { SameTexts } from "../../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  title: "Dashboards",
  lead: "Only declarations of your own region are counted.",
  none: "There is no dashboard to read yet.",
  noneHint: "A dashboard appears here when it is part of a published edition.",
  back: "Dashboards",
  all: "All",
  controls: "Filters",
  path: "Region",
  asOf: "Data as of {{at}}",
  print: "Print",
  refresh: "Refresh",
};

export default en;
