import { recordKitTexts } from "../../record-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

const experts = ["expert"] as const;

/** The expert's work: the sheets to mark, one sheet with the evidence beside it, what the expert must not judge. */
export const expertsFeature: Feature = {
  id: "experts",
  routes: [
    {
      path: "/expert",
      title: { zh: "我的评审", en: "My reviews" },
      access: experts,
      load: () => import("./list-page.tsx"),
    },
    {
      path: "/expert/profile",
      title: { zh: "资料与回避", en: "Profile and conflicts" },
      access: experts,
      load: () => import("./profile-page.tsx"),
    },
    {
      path: "/expert/sheets/:id",
      title: { zh: "评分表", en: "Score sheet" },
      access: experts,
      load: () => import("./sheet-page.tsx"),
    },
  ],
  navigation: [
    { to: "/expert", label: { zh: "我的评审", en: "My reviews" }, access: experts, order: 20 },
    { to: "/expert/profile", label: { zh: "资料与回避", en: "Profile and conflicts" }, access: experts, order: 25 },
  ],
  texts: [
    { namespace: "experts", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    recordKitTexts,
  ],
};
