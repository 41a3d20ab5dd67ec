import type { AttachedForm } from "./attached-form-document.ts";

/** What follows from the moment at which an attached form is filled in. One entry for each kind. */
export interface AttachedKind {
  /** Who may fill it in. */
  by: readonly AttachedForm["by"][];
  /** Belongs to one declaration, or to a region in a round. */
  of: "declaration" | "region";
  /** Handed in by itself; otherwise it goes with the declaration. */
  isHandedIn: boolean;
  /** The level it is handed to accepts it or returns it. */
  isJudged: boolean;
  /** Filled in while the declaration lies with who fills it in, also once it was handed in; not for the applicant to see. */
  ofReview: boolean;
  /** Filled in while the title is held. */
  afterTitle: boolean;
  /** Its due date: a day of each following year, days after it was begun, or none of its own. */
  due: "yearly" | "days" | null;
  /** Taken values always are what the declaration says; otherwise they are a first draft. */
  keepsValues: boolean;
}

export const ATTACHED_KINDS: Record<AttachedForm["when"], AttachedKind> = {
  "with-declaration": {
    by: ["applicant"],
    of: "declaration",
    isHandedIn: false,
    isJudged: false,
    ofReview: false,
    afterTitle: false,
    due: null,
    keepsValues: true,
  },
  "with-review": {
    by: ["county", "city", "province"],
    of: "declaration",
    isHandedIn: true,
    isJudged: false,
    ofReview: true,
    afterTitle: false,
    due: null,
    keepsValues: true,
  },
  "with-recommendation": {
    by: ["county", "city"],
    of: "region",
    isHandedIn: true,
    isJudged: true,
    ofReview: false,
    afterTitle: false,
    due: null,
    keepsValues: false,
  },
  yearly: {
    by: ["applicant"],
    of: "declaration",
    isHandedIn: true,
    isJudged: true,
    ofReview: false,
    afterTitle: true,
    due: "yearly",
    keepsValues: false,
  },
  "on-change": {
    by: ["applicant"],
    of: "declaration",
    isHandedIn: true,
    isJudged: true,
    ofReview: false,
    afterTitle: true,
    due: "days",
    keepsValues: false,
  },
};

/** The last day for a yearly report on a year, as `YYYY-MM-DD`; null when the notice names none. */
export function yearlyDueOn({ due }: Pick<AttachedForm, "due">, year: number): string | null {
  if (due === undefined || !("month" in due)) return null;
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year + 1}-${two(due.month)}-${two(due.day)}`;
}
