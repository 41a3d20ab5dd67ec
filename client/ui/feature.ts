import type { ComponentType } from "react";
import type { LocalText } from "../../core/problems/finding.ts";
import type { TextBundle } from "./i18n.ts";

/**
 * What a feature hands to the app: its pages, its place in the navigation and its texts. The app's flat list
 * (app/features.ts) names every feature; nothing registers itself.
 */

/** Who may open a page: everybody, anybody signed in, or one of these roles. */
export type PageAccess = "public" | "signed-in" | readonly string[];

/** One page. `load` keeps the page's code out of the first download. */
export interface FeatureRoute {
  /** wouter pattern: `/declarations/:id/:section?`. */
  path: string;
  title: LocalText;
  access: PageAccess;
  load: () => Promise<{ default: ComponentType }>;
  /** Fills the window without header and footer (big screen, print view). */
  bare?: boolean;
}

export interface NavigationItem {
  to: string;
  label: LocalText;
  access: PageAccess;
  /** Lower comes first. */
  order: number;
}

export interface Feature {
  id: string;
  routes: readonly FeatureRoute[];
  navigation: readonly NavigationItem[];
  texts: readonly TextBundle[];
}
