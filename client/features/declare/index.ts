import { attachedKitTexts } from "../../attached-kit/text.ts";
import { draftKitTexts } from "../../draft-kit/text.ts";
import { evidenceKitTexts } from "../../evidence-kit/text.ts";
import { formKitTexts } from "../../form-kit/text.ts";
import { recordKitTexts } from "../../record-kit/text.ts";
import type { Feature } from "../../ui/feature.ts";

/** The applicant's work: open programmes, filling in, checking, submitting, correcting. */
export const declareFeature: Feature = {
  id: "declare",
  routes: [
    {
      path: "/declarations",
      title: { zh: "我的申报", en: "My declarations" },
      access: ["applicant"],
      load: () => import("./list-page.tsx"),
    },
    {
      path: "/declare/:roundId",
      title: { zh: "开始填报", en: "Begin a declaration" },
      access: ["applicant"],
      load: () => import("./start-page.tsx"),
    },
    {
      // One pattern for all parts, so that moving between them keeps the work open.
      path: "/declarations/:id/:part?/:section?",
      title: { zh: "申报", en: "Declaration" },
      access: ["applicant"],
      load: () => import("./declaration-page.tsx"),
    },
  ],
  navigation: [
    { to: "/declarations", label: { zh: "我的申报", en: "My declarations" }, access: ["applicant"], order: 20 },
  ],
  texts: [
    { namespace: "declare", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") },
    formKitTexts,
    attachedKitTexts,
    draftKitTexts,
    evidenceKitTexts,
    recordKitTexts,
  ],
};
