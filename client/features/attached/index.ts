import { attachedKitTexts } from "../../attached-kit/text.ts";
import { draftKitTexts } from "../../draft-kit/text.ts";
import { evidenceKitTexts } from "../../evidence-kit/text.ts";
import { formKitTexts } from "../../form-kit/text.ts";
import { recordKitTexts } from "../../record-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

const reviewers = ["county-reviewer", "city-reviewer", "province-reviewer"] as const;
const readers = ["applicant", ...reviewers, "programme-admin", "leader"] as const;

/** What is filled in beside a declaration: summaries of a region, yearly and change reports of title holders. */
export const attachedFeature: Feature = {
  id: "attached",
  routes: [
    {
      path: "/reports",
      title: { zh: "年度与变更报告", en: "Yearly and change reports" },
      access: readers,
      load: () => import("./reports-page.tsx"),
    },
    {
      path: "/summaries/:roundId?",
      title: { zh: "汇总表", en: "Summaries" },
      access: reviewers,
      load: () => import("./summaries-page.tsx"),
    },
    {
      path: "/attached/:id",
      title: { zh: "附表", en: "Attached form" },
      access: readers,
      load: () => import("./attached-page.tsx"),
    },
  ],
  navigation: [
    { to: "/summaries", label: { zh: "汇总表", en: "Summaries" }, access: reviewers, order: 26 },
    { to: "/reports", label: { zh: "年度与变更报告", en: "Reports" }, access: readers, order: 52 },
  ],
  texts: [
    { namespace: "attached", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    attachedKitTexts,
    draftKitTexts,
    evidenceKitTexts,
    formKitTexts,
    recordKitTexts,
  ],
};
