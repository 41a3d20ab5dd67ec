import { useLayoutEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { mayOpen, type SessionViewer, useSession } from "../api/session.ts";
import type { NavigationItem } from "../ui/feature.ts";
import { useLocale } from "../ui/i18n.ts";
import { Menu } from "../ui/menu.tsx";
import { features } from "./features.ts";
import { useAppText } from "./text.ts";

const navigation = features.flatMap((feature) => feature.navigation).toSorted((a, b) => a.order - b.order);
const gap = 4;

/** Where a person's own work begins: the first entry that is not everybody's. */
export function startOf(user: SessionViewer): string {
  return navigation.find((item) => item.access !== "public" && mayOpen(item.access, user))?.to ?? "/";
}

function isHere(location: string, to: string): boolean {
  return to === "/" ? location === "/" : location === to || location.startsWith(`${to}/`);
}

/** How many entries a row of this width holds; the menu of the others takes its place, too. */
function fittingIn(width: number, entries: readonly number[], menu: number): number {
  const whole = entries.reduce((sum, entry) => sum + entry + gap, -gap);
  if (whole <= width) return entries.length;
  let used = menu;
  const first = entries.findIndex((entry) => {
    used += entry + gap;
    return used > width;
  });
  return Math.max(1, first);
}

/** Entries in one row; those that do not fit stand in a menu. On a phone, where they stand below each other, all fit. */
function Entries({ items, current }: { items: readonly NavigationItem[]; current: NavigationItem | undefined }) {
  const t = useAppText();
  const locale = useLocale();
  const row = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState(items.length);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    // Measured once, at the first layout as a row: until then every entry is there.
    let widths: number[] | null = null;
    const update = () => {
      if (getComputedStyle(element).flexDirection !== "row" || element.clientWidth === 0)
        return setFitting(items.length);
      widths ??= [...element.children].map((child) => (child as HTMLElement).offsetWidth);
      setFitting(fittingIn(element.clientWidth, widths.slice(0, -1), widths.at(-1) ?? 0));
    };
    const observer = new ResizeObserver(update);
    observer.observe(element);
    update();
    return () => observer.disconnect();
  }, [items.length]);
  const entry = (item: NavigationItem, className: string) => (
    <Link key={item.to} href={item.to} className={className} aria-current={item === current ? "page" : undefined}>
      {item.label[locale]}
    </Link>
  );
  const rest = items.slice(fitting);
  return (
    <div className="sb-header__entries" ref={row}>
      {items.slice(0, fitting).map((item) => entry(item, "sb-header__link"))}
      <div className={rest.length === 0 ? "sb-header__more sb-header__more--none" : "sb-header__more"}>
        <Menu label={t("moreNavigation")}>{rest.map((item) => entry(item, "sb-menu__item"))}</Menu>
      </div>
    </div>
  );
}

/** The pages the person may open, by role; the one at hand is marked. */
export function Navigation({ open, id }: { open: boolean; id: string }) {
  const t = useAppText();
  const locale = useLocale();
  const [location] = useLocation();
  const session = useSession();
  const items = navigation.filter((item) => mayOpen(item.access, session.user));
  const current = items.filter((item) => isHere(location, item.to)).toSorted((a, b) => b.to.length - a.to.length)[0];
  return (
    <nav id={id} className={`sb-header__nav${open ? " sb-header__nav--open" : ""}`} aria-label={t("mainNavigation")}>
      {/* Other words or other pages have other widths. */}
      <Entries key={`${locale} ${items.map(({ to }) => to).join(" ")}`} items={items} current={current} />
    </nav>
  );
}
