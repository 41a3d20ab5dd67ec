import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Hook: texts of the studio. */
export function useStudioText(): Translate<typeof zh> {
  return useTexts<typeof zh>("studio");
}
