import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of weight studies. */
export function useWeightsText(): Translate<typeof zh> {
  return useTexts<typeof zh>("weights");
}
