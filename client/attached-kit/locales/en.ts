import type { SameTexts } from "../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  status: {
    missing: "Not begun",
    draft: "Being filled in",
    "handed-in": "Handed in",
    returned: "Returned",
    accepted: "Accepted",
  },
  withDeclaration: { draft: "Goes in with the declaration", "handed-in": "Handed in with the declaration" },
  required: "Required",
  overdue: "Overdue",
  to: "Handed to",
  dueOn: "Due",
  about: "About",
  owner: "Filled in by",
  source: "Clause",
  handedInAt: "Handed in",
  hash: "Content hash",
  returned: "Returned because: {{reason}}",
  taken: "Grey items come from the declaration and change with it; they cannot be changed here.",
  locked: "It cannot be changed now.",
  check: "Check",
  takeOffers: "Take {{count}} values of the declaration",
  draftRows: "Draft from the recommendations",
  draftAsk:
    "The table is drawn anew from the list of recommendations in its order; rows that stand in it are replaced.",
  drafted: "{{count}} rows were drawn from the recommendations; check and complete them.",
  handIn: "Hand in",
  handInReviewAsk:
    "While the declaration lies with your level it can be changed and handed in again; the last one counts. Hand it in?",
  handInAsk: "Once handed in it cannot be changed unless it is returned. Hand it in?",
  handedIn: "Handed in",
  notSaved: "Something is not saved yet; try again in a moment.",
  accept: "Accept",
  accepted: "Accepted",
  return: "Return",
  returnTitle: "Return for correction",
  returnReason: "Reason",
  pdf: "PDF",
  docx: "Word",
  empty: "Nothing was filled in",
  changes: "Changes since it was handed in before",
  files: "Files of this form",
};

export default en;
