import { type Translate, useTexts } from "../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the shell. */
export function useAppText(): Translate<typeof zh> {
  return useTexts<typeof zh>("app");
}
