import type { Feature } from "../../ui/feature.ts";

/** Signing in, registering, and one's own account. */
export const accountFeature: Feature = {
  id: "account",
  routes: [
    {
      path: "/sign-in",
      title: { zh: "登录", en: "Sign in" },
      access: "public",
      load: () => import("./sign-in-page.tsx"),
    },
  ],
  navigation: [],
  texts: [{ namespace: "account", zh: () => import("./locales/zh.ts"), en: () => import("./locales/en.ts") }],
};
