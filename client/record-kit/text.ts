import { type TextBundle, type Translate, useTexts } from "../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the record kit; a feature that shows a submitted declaration lists this bundle among its texts. */
export const recordKitTexts: TextBundle = {
  namespace: "record-kit",
  zh: () => import("./locales/zh.ts"),
  en: () => import("./locales/en.ts"),
};

export function useRecordText(): Translate<typeof zh> {
  return useTexts<typeof zh>("record-kit");
}
