/** Characters that are half as wide as a Chinese one, about: Latin letters, digits and their signs. */
const NARROW = /[\u0020-\u024f]/g;
const NARROW_WIDTH = 0.6;
/** Letters by their width in the fonts of the sheets, rather too wide than too narrow. */
const LETTERS: readonly [letters: RegExp, width: number][] = [
  [/[ijlI|.,;:'!]/, 0.32],
  [/[frt()[\]/-]/, 0.42],
  [/[mwMW@%]/, 0.95],
  [/[A-Z]/, 0.7],
  [/[\u0020-\u024f]/, 0.6],
];
/** Digits of the widest fonts. */
const WIDE_DIGITS = 1.06;

/** Width of a text in em: how many Chinese characters it is long. */
export function textWidth(text: string): number {
  const narrow = text.match(NARROW)?.length ?? 0;
  return text.length - narrow * (1 - NARROW_WIDTH);
}

/** Width, in em, of the widest piece of a text that must not be broken: a word that is not Chinese. */
export function widestWord(text: string): number {
  const words = text.match(/[^\s\p{Script=Han}\p{P}]+/gu) ?? [];
  return Math.max(0, ...words.map(wordWidth));
}

function wordWidth(word: string): number {
  return [...word].reduce((sum, char) => sum + (LETTERS.find(([letters]) => letters.test(char))?.[1] ?? 1), 0);
}

/** Width, in em, of the widest number, code or address: what is neither Chinese nor has a space. */
export function widestToken(text: string): number {
  const tokens = text.match(/[^\s\p{Script=Han}，。；：、（）]+/gu) ?? [];
  return Math.max(0, ...tokens.map((token) => textWidth(token) * WIDE_DIGITS));
}
