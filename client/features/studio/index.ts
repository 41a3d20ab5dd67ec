import { formKitTexts } from "../../form-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

const administrators = ["programme-admin"] as const;

/** The studio: a programme's documents, checked as they are typed, tried out, published as editions. */
export const studioFeature: Feature = {
  id: "studio",
  routes: [
    {
      path: "/studio",
      title: { zh: "配置工作室", en: "Studio" },
      access: administrators,
      load: () => import("./programmes-page.tsx"),
    },
    {
      path: "/studio/:id",
      title: { zh: "配置工作室", en: "Studio" },
      access: administrators,
      load: () => import("./editor-page.tsx"),
    },
  ],
  navigation: [{ to: "/studio", label: { zh: "配置工作室", en: "Studio" }, access: administrators, order: 40 }],
  texts: [
    { namespace: "studio", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    formKitTexts,
  ],
};
