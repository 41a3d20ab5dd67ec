import type { Feature } from "../../ui/feature.ts";

/** Signing in, registering, the first set-up, and one's own account. */
export const accountFeature: Feature = {
  id: "account",
  routes: [
    {
      path: "/sign-in",
      title: { zh: "登录", en: "Sign in" },
      access: "public",
      load: () => import("./sign-in-page.tsx"),
    },
    {
      path: "/register",
      title: { zh: "企业（单位）注册", en: "Register an organisation" },
      access: "public",
      load: () => import("./register-organisation-page.tsx"),
    },
    {
      path: "/register/person",
      title: { zh: "个人注册", en: "Register as a person" },
      access: "public",
      load: () => import("./register-person-page.tsx"),
    },
    {
      path: "/register/colleague",
      title: { zh: "加入本单位", en: "Join your organisation" },
      access: "public",
      load: () => import("./register-colleague-page.tsx"),
    },
    {
      path: "/setup",
      title: { zh: "系统初始化", en: "Set up the system" },
      access: "public",
      load: () => import("./setup-page.tsx"),
    },
    {
      path: "/account",
      title: { zh: "账户", en: "Account" },
      access: "signed-in",
      load: () => import("./account-page.tsx"),
    },
  ],
  navigation: [],
  texts: [{ namespace: "account", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") }],
};
