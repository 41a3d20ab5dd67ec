import { textsOf } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Hook: texts of rounds, scoring and publicity. */
export const useProvinceText = textsOf<typeof zh>("province");
