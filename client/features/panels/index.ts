import type { Feature } from "../../ui/feature.ts";

const owners = ["province-reviewer", "programme-admin"] as const;

/** The owner's side of expert panels: the pool, the draw, progress, the opening of the marks, the quality report. */
export const panelsFeature: Feature = {
  id: "panels",
  routes: [
    {
      path: "/manage/experts",
      title: { zh: "专家库", en: "Experts" },
      access: owners,
      load: () => import("./pool-page.tsx"),
    },
    {
      path: "/manage/rounds/:id/panels/:panelId?",
      title: { zh: "专家评审", en: "Expert panel" },
      access: owners,
      load: () => import("./panel-page.tsx"),
    },
    {
      path: "/manage/rounds/:id/panels/:panelId/report",
      title: { zh: "评审质量报告", en: "Quality of the review" },
      access: owners,
      load: () => import("./report-page.tsx"),
    },
  ],
  navigation: [{ to: "/manage/experts", label: { zh: "专家库", en: "Experts" }, access: owners, order: 35 }],
  texts: [{ namespace: "panels", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") }],
};
