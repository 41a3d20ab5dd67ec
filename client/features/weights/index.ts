import type { Feature } from "../../ui/feature.ts";

const owners = ["programme-admin"] as const;
const experts = ["expert"] as const;

/** Weights that people fix: studies for the administrator of a programme, sheets for the experts who are asked. */
export const weightsFeature: Feature = {
  id: "weights",
  routes: [
    {
      path: "/manage/weights",
      title: { zh: "权重征询", en: "Weight studies" },
      access: owners,
      load: () => import("./list-page.tsx"),
    },
    {
      path: "/manage/weights/new",
      title: { zh: "新建权重征询", en: "New weight study" },
      access: owners,
      load: () => import("./new-page.tsx"),
    },
    {
      path: "/manage/weights/:id",
      title: { zh: "权重征询", en: "Weight study" },
      access: owners,
      load: () => import("./study-page.tsx"),
    },
    {
      path: "/weights",
      title: { zh: "权重征询", en: "Weights" },
      access: experts,
      load: () => import("./invitations-page.tsx"),
    },
    {
      path: "/weights/:id",
      title: { zh: "权重征询表", en: "Weight sheet" },
      access: experts,
      load: () => import("./sheet-page.tsx"),
    },
  ],
  navigation: [
    { to: "/weights", label: { zh: "权重征询", en: "Weights" }, access: experts, order: 27 },
    { to: "/manage/weights", label: { zh: "权重征询", en: "Weights" }, access: owners, order: 45 },
  ],
  texts: [{ namespace: "weights", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") }],
};
