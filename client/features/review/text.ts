import { textsOf } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Hook: texts of the reviewer's desk. */
export const useReviewText = textsOf<typeof zh>("review");
