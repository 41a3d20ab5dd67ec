import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the expert's pages. */
export function useText(): Translate<typeof zh> {
  return useTexts<typeof zh>("experts");
}
