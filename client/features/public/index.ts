import { formKitTexts } from "../../form-kit/text.ts";
import { recordKitTexts } from "../../record-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

/** What everybody may read: open programmes, publicity, published lists, verification of titles. */
export const publicFeature: Feature = {
  id: "public",
  routes: [
    {
      path: "/",
      title: { zh: "申报项目", en: "Programmes" },
      access: "public",
      load: () => import("./home-page.tsx"),
    },
    {
      path: "/rounds/:id",
      title: { zh: "申报项目", en: "Programme" },
      access: "public",
      load: () => import("./round-page.tsx"),
    },
    {
      path: "/publicity",
      title: { zh: "公示公告", en: "Public notices" },
      access: "public",
      load: () => import("./publicity-list-page.tsx"),
    },
    {
      path: "/publicity/:id",
      title: { zh: "公示公告", en: "Public notice" },
      access: "public",
      load: () => import("./publicity-page.tsx"),
    },
    {
      path: "/titles",
      title: { zh: "有效称号", en: "Valid titles" },
      access: "public",
      load: () => import("./titles-page.tsx"),
    },
    {
      path: "/verify/:number?",
      title: { zh: "称号查验", en: "Verify a title" },
      access: "public",
      load: () => import("./verify-page.tsx"),
    },
  ],
  navigation: [
    { to: "/", label: { zh: "申报项目", en: "Programmes" }, access: "public", order: 10 },
    { to: "/publicity", label: { zh: "公示公告", en: "Public notices" }, access: "public", order: 80 },
    { to: "/verify", label: { zh: "称号查验", en: "Verify a title" }, access: "public", order: 90 },
  ],
  texts: [
    { namespace: "public", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    formKitTexts,
    recordKitTexts,
  ],
};
