import type { Feature } from "../../ui/feature.ts";

const keepers = ["province-reviewer", "programme-admin"] as const;

/** The register of titles for its keeper: what was awarded, recorded, renewed and cancelled, and why. */
export const titlesFeature: Feature = {
  id: "titles",
  routes: [
    {
      path: "/manage/titles",
      title: { zh: "称号台账", en: "Register of titles" },
      access: keepers,
      load: () => import("./register-page.tsx"),
    },
    {
      path: "/manage/titles/:id",
      title: { zh: "称号", en: "Title" },
      access: keepers,
      load: () => import("./title-page.tsx"),
    },
  ],
  navigation: [
    { to: "/manage/titles", label: { zh: "称号台账", en: "Register of titles" }, access: keepers, order: 32 },
  ],
  texts: [{ namespace: "titles", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") }],
};
