import { type Translate, useTexts } from "./i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the ui folder's own components. */
export function useUiText(): Translate<typeof zh> {
  return useTexts<typeof zh>("ui");
}
