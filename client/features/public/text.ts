import { textsOf } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Hook: texts of the public pages. */
export const usePublicText = textsOf<typeof zh>("public");
