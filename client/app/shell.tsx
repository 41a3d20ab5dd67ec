import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link, matchRoute, useLocation, useRouter } from "wouter";
import { signOut, useSession } from "../api/session.ts";
import { Button } from "../ui/button.tsx";
import { switchLocale, useLocale } from "../ui/i18n.ts";
import { Menu } from "../ui/menu.tsx";
import { switchTheme, useTheme } from "../ui/theme.ts";
import { showToast, ToastArea } from "../ui/toast.tsx";
import { features } from "./features.ts";
import { Navigation } from "./navigation.tsx";
import { useAppText } from "./text.ts";
import "./shell.css";

function Tools() {
  const t = useAppText();
  const locale = useLocale();
  const theme = useTheme();
  const session = useSession();
  const [location, navigate] = useLocation();
  const other = theme === "dark" ? "light" : "dark";
  const leave = async () => {
    await signOut();
    showToast(t("signedOut"));
    navigate("/");
  };
  return (
    <div className="sb-header__tools">
      <Button
        tone="text"
        size="small"
        lang={locale === "zh" ? "en" : "zh-CN"}
        aria-label={t("languageLabel")}
        onClick={() => void switchLocale(locale === "zh" ? "en" : "zh")}
      >
        {t("language")}
      </Button>
      <Button
        tone="text"
        size="small"
        aria-label={t("themeLabel", { theme: t(other) })}
        onClick={() => switchTheme(other)}
      >
        {t(other)}
      </Button>
      {session.user ? (
        <Menu label={session.user.name}>
          <Link href="/account" className="sb-menu__item">
            {t("account")}
          </Link>
          <button type="button" className="sb-menu__item" onClick={() => void leave()}>
            {t("signOut")}
          </button>
        </Menu>
      ) : (
        session.ready && (
          <Link
            href={`/sign-in?to=${encodeURIComponent(location)}`}
            className="sb-button sb-button--primary sb-button--small"
          >
            {t("signIn")}
          </Link>
        )
      )}
    </div>
  );
}

const patterns = features.flatMap((feature) => feature.routes.map((route) => route.path));

/** The page at an address with the record it shows: `/declarations/:id` and its id, whatever part of it is open. */
function pageOf(location: string, parser: ReturnType<typeof useRouter>["parser"]): string {
  for (const pattern of patterns) {
    const [isHit, parameters] = matchRoute(parser, pattern, location);
    if (isHit) return `${pattern} ${parameters[0] ?? ""}`;
  }
  return location;
}

/** Header, navigation by role, the page, footer and toasts. Moving to another page moves the focus to it. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useAppText();
  const [location] = useLocation();
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const shownPath = useRef(location);
  const { parser } = useRouter();
  useEffect(() => {
    if (shownPath.current === location) return;
    // A move inside one record (another section) keeps the focus where the page puts it.
    const samePage = pageOf(shownPath.current, parser) === pageOf(location, parser);
    shownPath.current = location;
    setOpen(false);
    if (samePage) return;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location, parser]);
  return (
    <div className="sb-shell">
      <a href="#main" className="sb-skip">
        {t("skip")}
      </a>
      <header className="sb-header">
        <div className="sb-header__row">
          <Link href="/" className="sb-header__brand">
            <span className="sb-header__mark" aria-hidden="true">
              申
            </span>
            {t("name")}
          </Link>
          <Button
            className="sb-header__toggle"
            size="small"
            aria-expanded={open}
            aria-controls="main-navigation"
            onClick={() => setOpen(!open)}
          >
            {t("openNavigation")}
          </Button>
          <Navigation open={open} id="main-navigation" />
          <Tools />
        </div>
      </header>
      <main id="main" className="sb-main" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer className="sb-footer">{t("footer")}</footer>
      <ToastArea />
    </div>
  );
}
