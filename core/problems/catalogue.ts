import type { Finding, Level, LocalText } from "./finding.ts";
import { type FindingCode, findingCatalogue } from "./finding-catalogue.ts";

export { type FindingCode, findingCatalogue } from "./finding-catalogue.ts";
export { problemCatalogue } from "./problem-catalogue.ts";

/** Values put into a message; a LocalText (a field's title) is taken in the message's language. */
export type Params = Record<string, string | number | LocalText>;

/** Puts values into the {places} of a message. A place without a value stays as it is (texts may talk about {year}). */
export function fillMessage(template: LocalText, params: Params = {}): LocalText {
  const fill = (text: string, locale: "zh" | "en") =>
    text.replace(/\{([a-zA-Z]+)\}/g, (place, name: string) => {
      if (!Object.hasOwn(params, name)) return place;
      const value = params[name] as string | number | LocalText;
      return typeof value === "object" ? value[locale] : String(value);
    });
  return { zh: fill(template.zh, "zh"), en: fill(template.en, "en") };
}

/** Makes a finding from the catalogue. The level is the catalogue's unless given. */
export function finding(code: FindingCode, pointer: string, params: Params = {}, level?: Level): Finding {
  const entry = findingCatalogue[code];
  return { pointer, code, level: level ?? entry.level, message: fillMessage(entry, params) };
}
