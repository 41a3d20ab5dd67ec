import type { Feature } from "../../ui/feature.ts";

/** The applicant's work: open programmes, filling in, checking, submitting, correcting. */
export const declareFeature: Feature = {
  id: "declare",
  routes: [],
  navigation: [
    { to: "/declarations", label: { zh: "我的申报", en: "My declarations" }, access: ["applicant"], order: 20 },
  ],
  texts: [{ namespace: "declare", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") }],
};
