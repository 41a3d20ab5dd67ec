import type { Paper } from "../../../core/paper/paper.ts";
import type { Locale } from "../../../core/problems/finding.ts";

/** A paper about to be rendered, with what stands around the form. */
export interface Sheet {
  paper: Paper;
  locale: Locale;
  /** Not handed in as it stands: every page says so. */
  isDraft: boolean;
  /** Version code of core/paper/version-code.ts. */
  code: string;
}

/** What renderers print besides the form. */
export const sheetWords = {
  zh: {
    draft: "草稿",
    code: "版本码",
    page: (page: number | string, pages: number | string) => `第 ${page} 页 共 ${pages} 页`,
  },
  en: {
    draft: "DRAFT",
    code: "Version",
    page: (page: number | string, pages: number | string) => `Page ${page} of ${pages}`,
  },
} as const;
