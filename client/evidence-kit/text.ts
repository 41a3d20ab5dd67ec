import { type TextBundle, type Translate, useTexts } from "../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the evidence kit; a feature that lets files be handed in lists this bundle among its texts. */
export const evidenceKitTexts: TextBundle = {
  namespace: "evidence-kit",
  zh: () => import("./locales/zh.ts"),
  en: () => import("./locales/en.ts"),
};

export function useEvidenceText(): Translate<typeof zh> {
  return useTexts<typeof zh>("evidence-kit");
}
