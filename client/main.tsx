import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import en from "./app/locales/en.ts";
import zh from "./app/locales/zh.ts";
import { startTexts } from "./ui/i18n.ts";
import uiEn from "./ui/locales/en.ts";
import uiZh from "./ui/locales/zh.ts";
import { startTheme } from "./ui/theme.ts";
import "./ui/styles/tokens.css";
import "./ui/styles/base.css";

startTheme();
startTexts({ app: { zh, en }, ui: { zh: uiZh, en: uiEn } });

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
