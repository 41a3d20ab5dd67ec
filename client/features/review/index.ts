import { attachedKitTexts } from "../../attached-kit/text.ts";
import { draftKitTexts } from "../../draft-kit/text.ts";
import { evidenceKitTexts } from "../../evidence-kit/text.ts";
import { formKitTexts } from "../../form-kit/text.ts";
import { recordKitTexts } from "../../record-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

const reviewers = ["county-reviewer", "city-reviewer", "province-reviewer", "programme-admin"] as const;

/** The reviewer's desk: queue, record, order of recommendation. */
export const reviewFeature: Feature = {
  id: "review",
  routes: [
    {
      path: "/review",
      title: { zh: "审核工作台", en: "Review desk" },
      access: reviewers,
      load: () => import("./queue-page.tsx"),
    },
    {
      path: "/review/:id",
      title: { zh: "申报审核", en: "Review" },
      access: reviewers,
      load: () => import("./record-page.tsx"),
    },
    {
      path: "/recommendations/:roundId?",
      title: { zh: "推荐排序", en: "Order of recommendation" },
      access: reviewers,
      load: () => import("./recommendations-page.tsx"),
    },
  ],
  navigation: [
    { to: "/review", label: { zh: "审核", en: "Review" }, access: reviewers, order: 20 },
    { to: "/recommendations", label: { zh: "推荐排序", en: "Recommendations" }, access: reviewers, order: 25 },
  ],
  texts: [
    { namespace: "review", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    recordKitTexts,
    attachedKitTexts,
    draftKitTexts,
    evidenceKitTexts,
    formKitTexts,
  ],
};
