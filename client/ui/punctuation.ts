import i18next from "i18next";

/**
 * Marks between words that the language of the interface decides: full-width in Chinese, with a space in English. A
 * component that shows them re-renders on a switch by its own texts.
 */

/** `下载：年报.pdf`, `Download: report.pdf`. */
export function labelled(label: string, value: string | number): string {
  return `${label}${i18next.t("colon", { ns: "ui" })}${value}`;
}

/** A remark behind a name: `云岭公司（A-3）`, `Yunling (A-3)`. */
export function remarked(name: string, remark: string | number): string {
  return `${name}${i18next.t("opening", { ns: "ui" })}${remark}${i18next.t("closing", { ns: "ui" })}`;
}

/** Names in one line: `甲、乙`, `A, B`. */
export function listed(names: readonly string[]): string {
  return names.join(comma());
}

/** Between elements of a list. */
export function comma(): string {
  return i18next.t("comma", { ns: "ui" });
}
