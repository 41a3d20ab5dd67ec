import { chartKitTexts } from "../../chart-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

const readers = ["leader", "county-reviewer", "city-reviewer", "province-reviewer", "programme-admin"] as const;

/** Regional dashboards. Everybody sees the own region and what lies below. */
export const boardsFeature: Feature = {
  id: "boards",
  routes: [
    {
      path: "/boards",
      title: { zh: "数据看板", en: "Dashboards" },
      access: readers,
      load: () => import("./board-list-page.tsx"),
    },
    {
      path: "/boards/:id",
      title: { zh: "数据看板", en: "Dashboard" },
      access: readers,
      load: () => import("./board-page.tsx"),
    },
  ],
  navigation: [{ to: "/boards", label: { zh: "数据看板", en: "Dashboards" }, access: readers, order: 50 }],
  texts: [
    { namespace: "boards", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    chartKitTexts,
  ],
};
