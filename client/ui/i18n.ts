import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Locale } from "../../core/problems/finding.ts";

/**
 * Texts of the interface, Chinese first. Each folder that shows text owns a namespace with one file per language;
 * a feature's texts are loaded with its routes, so a visitor downloads only the words of the pages opened.
 */

/** A catalogue: nested objects of texts. */
export interface Texts {
  [key: string]: string | Texts;
}

/** The same keys as another catalogue, with any text. English catalogues are `SameTexts<typeof zh>`. */
export type SameTexts<T> = { [K in keyof T]: T[K] extends string ? string : SameTexts<T[K]> };

/** Dotted keys of a catalogue: `"signIn.title"`. */
export type TextKey<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${TextKey<T[K]>}`;
}[keyof T & string];

/** A namespace with its two catalogues, loaded when first needed. */
export interface TextBundle {
  namespace: string;
  zh: () => Promise<{ default: Texts }>;
  en: () => Promise<{ default: Texts }>;
}

const storageKey = "shenbao.language";

function storedLocale(): Locale {
  try {
    return localStorage.getItem(storageKey) === "en" ? "en" : "zh";
  } catch {
    return "zh"; // Storage may be forbidden; the product still speaks Chinese.
  }
}

/** Starts i18next with the catalogues that are always there. Call once, before the first render. */
export function startTexts(always: Record<string, { zh: Texts; en: Texts }>): void {
  const language = storedLocale();
  const resources: Record<Locale, Record<string, Texts>> = { zh: {}, en: {} };
  for (const [namespace, texts] of Object.entries(always)) {
    resources.zh[namespace] = texts.zh;
    resources.en[namespace] = texts.en;
  }
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh",
    resources,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: "added" },
  });
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
}

/** Loads the catalogues of the bundles in both languages (they are small and the switch must be instant). */
export async function loadTexts(bundles: readonly TextBundle[]): Promise<void> {
  await Promise.all(
    bundles.map(async (bundle) => {
      if (i18next.hasResourceBundle("zh", bundle.namespace)) return;
      const [zh, en] = await Promise.all([bundle.zh(), bundle.en()]);
      i18next.addResourceBundle("zh", bundle.namespace, zh.default);
      i18next.addResourceBundle("en", bundle.namespace, en.default);
    }),
  );
}

/** Switches the language of the interface and remembers it on this device. */
export async function switchLocale(locale: Locale): Promise<void> {
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // A forbidden storage only means that the choice is not remembered.
  }
  document.documentElement.lang = locale === "en" ? "en" : "zh-CN";
  await i18next.changeLanguage(locale);
}

/** The language in use now, for code outside components. */
export function currentLocale(): Locale {
  return i18next.language === "en" ? "en" : "zh";
}

/** The language in use, re-rendering on a switch. */
export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh";
}

/** Text of one namespace: `t("list.empty", { count: 3 })`. */
export type Translate<T> = (key: TextKey<T>, values?: Record<string, string | number>) => string;

/**
 * Reads one namespace with checked keys. Each namespace has its own hook over it:
 * `export function useText() { return useTexts<typeof zh>("declare"); }`
 */
export function useTexts<T>(namespace: string): Translate<T> {
  const { t } = useTranslation(namespace);
  return t as unknown as Translate<T>;
}
