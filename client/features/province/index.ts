import { recordKitTexts } from "../../record-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

const owners = ["province-reviewer", "programme-admin"] as const;

/** The owner of a programme: rounds, scoring runs with every point explained, publicity, objections, the list. */
export const provinceFeature: Feature = {
  id: "province",
  routes: [
    {
      path: "/manage/rounds",
      title: { zh: "批次管理", en: "Rounds" },
      access: owners,
      load: () => import("./rounds-page.tsx"),
    },
    {
      path: "/manage/rounds/:id",
      title: { zh: "批次", en: "Round" },
      access: owners,
      load: () => import("./round-page.tsx"),
    },
    {
      path: "/manage/runs/:id",
      title: { zh: "评分结果", en: "Scoring run" },
      access: owners,
      load: () => import("./run-page.tsx"),
    },
    {
      path: "/manage/runs/:id/simulation",
      title: { zh: "稳健性与权重模拟", en: "Robustness and weights" },
      access: owners,
      load: () => import("./simulation-page.tsx"),
    },
    {
      path: "/manage/runs/:id/results/:declarationId",
      title: { zh: "得分说明", en: "Explanation of points" },
      access: owners,
      load: () => import("./explanation-page.tsx"),
    },
    {
      path: "/manage/publicity/:id",
      title: { zh: "公示管理", en: "Public notice" },
      access: owners,
      load: () => import("./publicity-page.tsx"),
    },
    {
      path: "/score/:id",
      title: { zh: "我的得分", en: "My score" },
      access: "signed-in",
      load: () => import("./own-score-page.tsx"),
    },
  ],
  navigation: [
    { to: "/manage/rounds", label: { zh: "批次与评分", en: "Rounds and scoring" }, access: owners, order: 30 },
  ],
  texts: [
    { namespace: "province", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    recordKitTexts,
  ],
};
