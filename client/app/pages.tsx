import { type ComponentType, lazy, type ReactNode, Suspense, useLayoutEffect } from "react";
import { matchRoute, Redirect, Route, useLocation, useRouter } from "wouter";
import { mayOpen, useSession } from "../api/session.ts";
import { LinkButton } from "../ui/button.tsx";
import { Skeleton, StateMessage } from "../ui/display.tsx";
import type { Feature, FeatureRoute } from "../ui/feature.ts";
import { PageFrame } from "../ui/frames.tsx";
import { loadTexts, useLocale } from "../ui/i18n.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { features } from "./features.ts";
import { startOf } from "./navigation.tsx";
import { Shell } from "./shell.tsx";
import { useAppText } from "./text.ts";

interface Page {
  route: Omit<FeatureRoute, "load">;
  Component: ComponentType;
}

/** A page's code and its texts arrive together, so that no key is ever shown instead of its text. */
function lazyPage(feature: Feature, route: FeatureRoute): Page {
  const Component = lazy(async () => {
    const [module] = await Promise.all([route.load(), loadTexts(feature.texts)]);
    return module;
  });
  return { route, Component };
}

/** Leads on to where the person's own work begins; nobody stays here. */
function Start() {
  const { user } = useSession();
  return user && <Redirect to={startOf(user)} replace />;
}

const pages: readonly Page[] = [
  { route: { path: "/start", title: { zh: "开始", en: "Start" }, access: "signed-in" }, Component: Start },
  ...features.flatMap((feature) => feature.routes.map((route) => lazyPage(feature, route))),
];

function NotFound() {
  const t = useAppText();
  return (
    <StateMessage
      isPage
      mark="?"
      title={t("notFound")}
      actions={
        <LinkButton to="/" tone="primary">
          {t("goHome")}
        </LinkButton>
      }
    >
      {t("notFoundHint")}
    </StateMessage>
  );
}

function NoPermission() {
  const t = useAppText();
  const session = useSession();
  const [location] = useLocation();
  return session.user ? (
    <StateMessage isPage mark="✕" title={t("noPermission")} actions={<LinkButton to="/">{t("goHome")}</LinkButton>}>
      {t("noPermissionHint")}
    </StateMessage>
  ) : (
    <StateMessage
      isPage
      mark="→"
      title={t("needSignIn")}
      actions={
        <LinkButton to={`/sign-in?to=${encodeURIComponent(location)}`} tone="primary">
          {t("signIn")}
        </LinkButton>
      }
    >
      {t("needSignInHint")}
    </StateMessage>
  );
}

function PasswordFirst() {
  const t = useAppText();
  return (
    <StateMessage
      isPage
      mark="→"
      title={t("passwordFirst")}
      actions={
        <LinkButton to="/account" tone="primary">
          {t("passwordFirstAction")}
        </LinkButton>
      }
    />
  );
}

function Loading() {
  return (
    <PageFrame>
      <Skeleton lines={6} />
    </PageFrame>
  );
}

function Guarded({ page }: { page: Page }): ReactNode {
  const session = useSession();
  const locale = useLocale();
  const title = page.route.title[locale];
  // What the window is called until the page says better, and where there is no page to say it.
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
  if (page.route.access !== "public" && !session.ready) return <Loading />;
  // A first password given by an administrator opens the account page alone.
  if (session.user?.mustChangePassword && page.route.path !== "/account") return <PasswordFirst />;
  if (!mayOpen(page.route.access, session.user)) return <NoPermission />;
  return (
    <Suspense fallback={<Loading />}>
      <page.Component />
    </Suspense>
  );
}

/** The page at the address, inside the shell unless it asks for the bare window. */
export function Pages() {
  const router = useRouter();
  const [location] = useLocation();
  const page = pages.find((one) => matchRoute(router.parser, one.route.path, location)[0]);
  const body = (
    <ErrorBoundary resetKey={location}>
      {page ? (
        <Route key={page.route.path} path={page.route.path}>
          <Guarded page={page} />
        </Route>
      ) : (
        <NotFound />
      )}
    </ErrorBoundary>
  );
  return page?.route.bare ? body : <Shell>{body}</Shell>;
}
