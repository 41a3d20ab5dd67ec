import { type TextBundle, type Translate, useTexts } from "../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the form kit; a feature that shows a form lists this bundle among its texts. */
export const formKitTexts: TextBundle = {
  namespace: "form-kit",
  zh: () => import("./locales/zh.ts"),
  en: () => import("./locales/en.ts"),
};

export function useFormText(): Translate<typeof zh> {
  return useTexts<typeof zh>("form-kit");
}
