import type { LocalText } from "./finding.ts";

/** Patterns of the documents that authors meet, in words: nobody should have to read a regular expression. */
const WORDS: ReadonlyMap<string, LocalText> = new Map([
  [
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    {
      zh: "小写字母、数字和连字符，以字母开头（如 net-sales）",
      en: "small letters, digits and hyphens, beginning with a letter (like net-sales)",
    },
  ],
  [
    "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
    {
      zh: "小写字母、数字和下划线，以字母开头（如 net_sales）",
      en: "small letters, digits and underscores, beginning with a letter (like net_sales)",
    },
  ],
  [
    "^-?[0-9]{1,15}(\\.[0-9]{1,12})?$",
    {
      zh: "数字，如 12.5（不用逗号、百分号和指数）",
      en: "a number like 12.5 (no commas, percent sign or exponent)",
    },
  ],
]);

/** What a pattern asks for, in words where there are some. */
export function patternWords(pattern: unknown): LocalText | undefined {
  return WORDS.get(String(pattern));
}
