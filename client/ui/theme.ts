import { useSyncExternalStore } from "react";

/** Light or dark: the person's choice on this device, else what the device prefers. */
export type Theme = "light" | "dark";

const storageKey = "shenbao.theme";
const listeners = new Set<() => void>();

function storedTheme(): Theme | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "dark" || stored === "light" ? stored : null;
  } catch {
    return null;
  }
}

function preferred(): Theme {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

/** Sets the theme before the first paint and follows the device while nothing was chosen. */
export function startTheme(): void {
  apply(storedTheme() ?? preferred());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (!storedTheme()) apply(preferred());
  });
}

export function switchTheme(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Not remembered, still applied.
  }
  apply(theme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme in use; charts and canvases redraw on a switch. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light"));
}

/** The value of a token now: `tokenValue("--sb-primary")`. For canvases, which cannot read custom properties. */
export function tokenValue(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
