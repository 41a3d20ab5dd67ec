import { type TextBundle, type Translate, useTexts } from "../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the draft kit; a feature in which a form is filled in lists this bundle among its texts. */
export const draftKitTexts: TextBundle = {
  namespace: "draft-kit",
  zh: () => import("./locales/zh.ts"),
  en: () => import("./locales/en.ts"),
};

export function useDraftText(): Translate<typeof zh> {
  return useTexts<typeof zh>("draft-kit");
}
