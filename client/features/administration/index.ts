import type { Feature } from "../../ui/feature.ts";

const account = ["system-admin", "security-admin"] as const;
const audit = ["audit-admin"] as const;

/** Accounts, roles and the audit log, each with its own administrator. */
export const administrationFeature: Feature = {
  id: "administration",
  routes: [
    {
      path: "/admin/accounts",
      title: { zh: "账号与角色", en: "Accounts and roles" },
      access: account,
      load: () => import("./accounts-page.tsx"),
    },
    {
      path: "/admin/audit",
      title: { zh: "审计日志", en: "Audit log" },
      access: audit,
      load: () => import("./audit-page.tsx"),
    },
  ],
  navigation: [
    { to: "/admin/accounts", label: { zh: "账号", en: "Accounts" }, access: account, order: 60 },
    { to: "/admin/audit", label: { zh: "审计", en: "Audit" }, access: audit, order: 70 },
  ],
  texts: [{ namespace: "administration", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") }],
};
