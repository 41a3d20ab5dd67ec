import type { LocalText } from "../problems/finding.ts";

const NOT_A_NUMBER: LocalText = { zh: "不是数字", en: "is not a number" };

/** Ways in which people write a number for people, with what to write instead. */
const HABITS: readonly { pattern: RegExp; advice(text: string): LocalText }[] = [
  {
    pattern: /^[+-]?\d{1,3}([,，]\d{3})+(\.\d+)?$/,
    advice: (text) => {
      const plain = text.replace(/[,，]/g, "");
      return {
        zh: `不是可读的数字：请去掉千分位逗号，写作 ${plain}`,
        en: `is no plain number: leave out the commas, ${plain}`,
      };
    },
  },
  {
    pattern: /^[+-]?\d+[,，]\d{1,2}$/,
    advice: (text) => {
      const plain = text.replace(/[,，]/, ".");
      return {
        zh: `不是可读的数字：小数点须用半角句点，写作 ${plain}`,
        en: `is no plain number: write the decimal mark as a point, ${plain}`,
      };
    },
  },
  {
    pattern: /^[−–—]\s*\d[\d.]*$|^\(\d[\d.]*\)$/,
    advice: (text) => {
      const plain = `-${text.replace(/[^\d.]/g, "")}`;
      return { zh: `不是可读的数字：负数写作 ${plain}`, en: `is no plain number: write it ${plain}` };
    },
  },
  {
    pattern: /^#[A-Z/0!?]+[!?]?$/,
    advice: () => ({
      zh: "不是数字，是电子表格的错误值：请改正公式，没有数据时请留空",
      en: "is an error of a spreadsheet: mend its formula, or leave the cell blank when there is none",
    }),
  },
  {
    pattern: /[%％‰]$/,
    advice: () => ({
      zh: "不是可读的数字：请按该列的单位只填数字，不带百分号",
      en: "is no plain number: write it in the unit of the column, without a percent sign",
    }),
  },
  {
    pattern: /^[\d０-９.．，,－+-]*[０-９．－][\d０-９.．，,－+-]*$/,
    advice: () => ({ zh: "不是可读的数字：请用半角数字", en: "is no plain number: use half-width digits" }),
  },
  {
    pattern: /^(无|没有|暂无|未填|-+|—+|\/|n\/?a|null|none|nil|nan)$/i,
    advice: () => ({
      zh: "不是数字：没有数据时请留空",
      en: "is not a number: leave the cell blank when there is none",
    }),
  },
  {
    pattern: /^[¥￥$]?\s*[+-]?\d[\d.]*\s*\D{1,8}$|^[¥￥$]/,
    advice: () => ({
      zh: "不是可读的数字：请按该列的单位只填数字，不带单位和符号",
      en: "is no plain number: write it alone, in the unit of the column",
    }),
  },
];

/** What to say about a text that stands where a number should. */
export function numberAdvice(text: string): LocalText {
  const written = text.trim();
  return HABITS.find(({ pattern }) => pattern.test(written))?.advice(written) ?? NOT_A_NUMBER;
}
