import type { Level } from "./finding.ts";

type Words = (zh: string, en: string) => { level: Level; zh: string; en: string };
const error: Words = (zh, en) => ({ level: "error", zh, en });
const warning: Words = (zh, en) => ({ level: "warning", zh, en });

/** A spreadsheet whose rows are taken into a table of a form. */
export const sheetFindings = {
  "sheet-no-header": error(
    "没有找到表头，请下载模板，把内容填在表头下面",
    "No line of column titles was found; download the template and fill in below its titles",
  ),
  "sheet-no-rows": error(
    "表头下面没有内容，请填写后再导入",
    "There is nothing below the column titles; fill in rows first",
  ),
  "sheet-column-unknown": warning(
    "“{title}”不是本表的列，没有读取",
    '"{title}" is no column of this table and was not read',
  ),
  "sheet-column-missing": warning(
    "文件中没有“{title}”这一列，导入后该列为空",
    'The file has no column "{title}"; it will be blank',
  ),
  "sheet-column-twice": error("“{title}”这一列出现了两次，请删除一列", 'Column "{title}" is there twice; remove one'),
  "sheet-unit-differs": error(
    "“{title}”的单位应为{unit}，文件中写的是“{given}”，请换算后再导入",
    'The unit of "{title}" is {unit}, the file says "{given}"; convert the figures first',
  ),
  "sheet-row-unknown": error(
    "“{title}”不是本表印好的行，请按模板填写",
    '"{title}" is no printed row of this table; fill in the template',
  ),
  "sheet-digits-lost": error(
    "“{title}”在文件中是数值，末位数字可能已丢失，请把单元格设为文本后重新输入",
    '"{title}" is a number in the file and may have lost its last digits; format the cell as text and type it anew',
  ),
  "sheet-cell-error": error(
    "“{title}”在文件中是公式错误，请改为内容本身",
    '"{title}" is the error of a formula in the file; put the value itself there',
  ),
};
