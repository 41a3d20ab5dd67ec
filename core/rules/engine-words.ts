import type { LocalText } from "../problems/finding.ts";

/**
 * What the expression engine says, in the words of people who write rules: both languages, with what to do. What the
 * list does not know is passed on as the engine says it.
 */

/** Names the engine gives to tokens. */
const TOKENS: Record<string, string> = {
  LPAREN: "(",
  RPAREN: ")",
  LBRACKET: "[",
  RBRACKET: "]",
  LBRACE: "{",
  RBRACE: "}",
  COLON: ":",
  COMMA: ",",
  DOT: ".",
  QUESTION: "?",
  GT: ">",
  GE: ">=",
  LT: "<",
  LE: "<=",
  EQ: "==",
  NE: "!=",
  AND: "&&",
  OR: "||",
  NOT: "!",
  PLUS: "+",
  MINUS: "-",
  MULTIPLY: "*",
  DIVIDE: "/",
};

const TYPES: Record<string, string> = {
  number: "数字",
  string: "文字",
  boolean: "是/否",
  list: "列表",
  "list<string>": "选项列表",
};

const zhType = (type = "") => TYPES[type] ?? (type.startsWith("list<row") ? "表格" : type);
const token = (name = "") => TOKENS[name] ?? name;

const messages: { pattern: RegExp; words: (...parts: string[]) => LocalText }[] = [
  {
    pattern: /^Unexpected token: EOF$/,
    words: () => ({ zh: "没有写完，请补上后半部分", en: "it ends too early; finish it" }),
  },
  {
    pattern: /^Expected (\w+), got/,
    words: (name) => ({ zh: `此处缺少“${token(name)}”`, en: `"${token(name)}" is missing here` }),
  },
  {
    pattern: /^Unexpected token: (\w+)$/,
    words: (name) => ({ zh: `此处不应有“${token(name)}”`, en: `"${token(name)}" has no place here` }),
  },
  {
    pattern: /^Unexpected character: '?(=)'?$/,
    words: () => ({ zh: "比较是否相等请写 ==", en: 'write "==" to compare' }),
  },
  {
    pattern: /^Unexpected character: '?(.)'?$/u,
    words: (character = "") => ({
      zh: `此处不能有“${character}”；符号请用半角，可用 == != < <= > >= && || ! + - * / ? : 和双引号`,
      en: `"${character}" has no place here; write == != < <= > >= && || ! + - * / ? : and plain double quotes`,
    }),
  },
  {
    pattern: /^Unterminated string$/,
    words: () => ({ zh: "文字缺少结尾的引号", en: "the text lacks its closing quote" }),
  },
  {
    pattern: /^no such overload: !(\S+)$/,
    words: (type) => ({ zh: `“!”只能用于是/否，此处为${zhType(type)}`, en: `"!" takes true or false, not ${type}` }),
  },
  {
    pattern: /^no such overload: (\S+) (\S+) (\S+)$/,
    words: (left, operator, right) => ({
      zh: `“${operator}”不能用于${zhType(left)}和${zhType(right)}`,
      en: `"${operator}" does not go with ${left} and ${right}`,
    }),
  },
  {
    pattern: /^found no matching overload for '([^()]+)\((.*)\)'$/,
    words: (name, types = "") => ({
      zh: `“${name}”不能用于${types.split(", ").map(zhType).join("、")}`,
      en: `"${name}" does not take ${types}`,
    }),
  },
  {
    pattern: /^Logical operator requires boolean operands, got '(.+)'$/,
    words: (type) => ({
      zh: `&& 和 || 两边须为是/否，此处有${zhType(type)}`,
      en: `&& and || take true or false, not ${type}`,
    }),
  },
  {
    pattern: /^Ternary branches must have the same type, got '(.+)' and '(.+)'$/,
    words: (left, right) => ({
      zh: `? : 的两个结果须为同一种值，此处为${zhType(left)}和${zhType(right)}`,
      en: `both results of ? : must be of one kind, here ${left} and ${right}`,
    }),
  },
  {
    pattern: /^(\w+)\(var, predicate\) predicate must return boolean, got '(.+)'$/,
    words: (name, type) => ({
      zh: `${name} 的条件须为是/否，此处为${zhType(type)}`,
      en: `the condition of ${name} must be true or false, not ${type}`,
    }),
  },
];

/** The engine's message about an expression, to show in a finding. */
export function engineWords(message: string): LocalText {
  for (const { pattern, words } of messages) {
    const parts = pattern.exec(message);
    if (parts !== null) return words(...parts.slice(1));
  }
  return { zh: message, en: message };
}
