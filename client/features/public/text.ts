import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the public pages. */
export function usePublicText(): Translate<typeof zh> {
  return useTexts<typeof zh>("public");
}
