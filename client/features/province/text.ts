import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Hook: texts of rounds, scoring and publicity. */
export function useProvinceText(): Translate<typeof zh> {
  return useTexts<typeof zh>("province");
}
