import { type TextBundle, type Translate, useTexts } from "../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the attached kit; a feature that shows attached forms lists this bundle among its texts. */
export const attachedKitTexts: TextBundle = {
  namespace: "attached-kit",
  zh: () => import("./locales/zh.ts"),
  en: () => import("./locales/en.ts"),
};

export function useAttachedText(): Translate<typeof zh> {
  return useTexts<typeof zh>("attached-kit");
}
