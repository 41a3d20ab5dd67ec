import { describe, expect, it } from "vitest";
import { engineWords } from "../../../core/rules/engine-words.ts";
import { compileExpression } from "../../../core/rules/expression.ts";
import { createRuleEnvironment } from "../../../core/rules/rule-environment.ts";

const environment = createRuleEnvironment({
  staff: { kind: "number" },
  name: { kind: "string" },
  ticks: { kind: "strings", maxItems: 5 },
});
const said = (source: string) =>
  compileExpression(source, environment, {
    at: "/rules/0/assert",
    expected: "boolean",
    words: engineWords,
  }).findings?.map(({ message }) => message);

/** Rules as people mistype them: the message is in their words, in both languages, and says what to do. */
const slips: [source: string, zh: RegExp][] = [
  ["staff >", /没有写完，请补上后半部分/],
  ["staff = 5", /第 7 个字符处.*比较是否相等请写 ==/],
  ["staff ≥ 5", /此处不能有“≥”；符号请用半角，可用 .*>=/],
  ["(staff > 5", /此处缺少“\)”/],
  ["staff >> 5", /此处不应有“>”/],
  ['name == "x', /文字缺少结尾的引号/],
  ['staff > "5"', /“>”不能用于数字和文字/],
  ["staff in ticks", /“in”不能用于数字和选项列表/],
  ["!staff", /“!”只能用于是\/否，此处为数字/],
  ["staff && true", /&& 和 \|\| 两边须为是\/否，此处有数字/],
  ['staff > 1 ? true : "x"', /两个结果须为同一种值/],
  ["growth(name, staff) > 1", /“growth”不能用于文字、数字/],
];

describe("what the expression engine says", () => {
  it.each(slips)("%s", (source, zh) => {
    const messages = said(source);
    expect(messages).toHaveLength(1);
    expect(messages?.[0]?.zh).toMatch(zh);
    expect(messages?.[0]?.zh).not.toMatch(/overload|Unexpected|Expected|requires|Unterminated/);
    expect(messages?.[0]?.en).not.toMatch(/overload|\p{Script=Han}/u);
  });
});
