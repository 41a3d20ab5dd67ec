import type { SameTexts } from "../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  conflict: {
    open: "{{count}} conflicts; choose which value to keep",
    title: "Conflicts",
    lead: "The same field was changed on another device or by a colleague. Both values are kept; choose one for each.",
    field: "Field",
    mine: "Here",
    theirs: "On the server",
    rows: "Rows that differ from the other side:",
    keepMine: "Use mine",
    keepTheirs: "Use the server's",
    refused: "The server did not accept it: {{why}}",
  },
};

export default en;
