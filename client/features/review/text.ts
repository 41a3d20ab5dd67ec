import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Hook: texts of the reviewer's desk. */
export function useReviewText(): Translate<typeof zh> {
  return useTexts<typeof zh>("review");
}
