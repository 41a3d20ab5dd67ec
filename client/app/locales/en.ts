import type { SameTexts } from "../../ui/i18n.ts";
import type zh from "./zh.ts";

const en: SameTexts<typeof zh> = {
  name: "Shenbao",
  tagline: "Declarations for commerce programmes",
  skip: "Skip to content",
  mainNavigation: "Main",
  moreNavigation: "More",
  openNavigation: "Menu",
  signIn: "Sign in",
  signOut: "Sign out",
  signedOut: "You are signed out",
  account: "Account",
  language: "中文",
  languageLabel: "切换为中文",
  dark: "dark",
  light: "light",
  themeLabel: "Switch to the {{theme}} theme",
  notFound: "This page does not exist",
  notFoundHint: "The address may be wrong, or the content has moved.",
  noPermission: "Your account cannot open this page",
  noPermissionHint: "If your work needs it, ask your system administrator for the right.",
  needSignIn: "Please sign in",
  needSignInHint: "You come back to this page after signing in.",
  passwordFirst: "Change your first password before anything else",
  passwordFirstAction: "Change the password",
  goHome: "Go to the start page",
  crashed: "Something went wrong on this page",
  crashedHint: "What was saved is safe. Open the page again; if it still fails, contact the administrator.",
  reload: "Open again",
  sessionLost: "Your session has expired",
  sessionLostHint: "Sign in again; this page stays as it is.",
  footer: "Shenbao · open-source declaration platform",
  newVersion: "The system has been updated. Please reload the page.",
};

export default en;
