import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the register of titles. */
export function useTitlesText(): Translate<typeof zh> {
  return useTexts<typeof zh>("titles");
}
