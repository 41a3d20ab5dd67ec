import { type TextBundle, type Translate, useTexts } from "../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of the chart kit; a feature that shows a dashboard lists this bundle among its texts. */
export const chartKitTexts: TextBundle = {
  namespace: "chart-kit",
  zh: () => import("./locales/zh.ts"),
  en: () => import("./locales/en.ts"),
};

export function useChartText(): Translate<typeof zh> {
  return useTexts<typeof zh>("chart-kit");
}
