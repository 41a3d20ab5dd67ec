import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of this feature. */
export function useText(): Translate<typeof zh> {
  return useTexts<typeof zh>("attached");
}
