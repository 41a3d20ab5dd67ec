import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the dashboards. */
export function useBoardsText(): Translate<typeof zh> {
  return useTexts<typeof zh>("boards");
}
