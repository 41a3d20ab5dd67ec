import { type Translate, useTexts } from "../../ui/i18n.ts";
import type zh from "./locales/zh.ts";

/** Texts of accounts, roles and the audit log. */
export function useAdministrationText(): Translate<typeof zh> {
  return useTexts<typeof zh>("administration");
}
