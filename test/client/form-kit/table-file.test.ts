import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/universal";
import { readTableFile, tableFile, templateFile } from "../../../client/form-kit/kinds/table-file.ts";
import type { TableField } from "../../../core/forms/field-kinds.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";

/** Real files, through the libraries: what is written can be read, and holds no formula. */

function tableOf(path: string, field: string): TableField {
  const url = new URL(`../../../form-schemas/${path}.form.json`, import.meta.url);
  const form = JSON.parse(readFileSync(url, "utf8")) as FormDocument;
  return form.schema.properties[field] as TableField;
}
const roster = tableOf("guizhou-park/roster", "tenants");
const summary = tableOf("guizhou-common/summary", "projects");

async function sheetXml(file: Blob): Promise<string> {
  const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
  return strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
}

const wide: TableField = {
  type: "array",
  title: "宽表",
  maxItems: 200,
  items: {
    type: "object",
    properties: Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `c${at}`,
        at % 2 === 0
          ? { type: "string" as const, title: `文字${at}` }
          : { type: "number" as const, title: `数${at}`, "x-unit": "万元" },
      ]),
    ),
    additionalProperties: false,
  },
};

describe("a table as a file", () => {
  it("comes back as it was: roster, summary, and 200 rows of 20 columns", async () => {
    const tenants = [{ no: 1, firm_name: "甲公司", contact_phone: "013800138000", staff: 12, turnover: 1234.56 }];
    const projects = [{ no: 1, kind: firstChoice(summary, "kind"), ownership: firstChoice(summary, "ownership") }];
    const many = Array.from({ length: 200 }, (_, row) =>
      Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [`c${at}`, at % 2 === 0 ? `第${row}行${at}` : row + at / 8]),
      ),
    );
    for (const [table, rows] of [
      [roster, tenants],
      [summary, projects],
      [wide, many],
    ] as const) {
      const reading = await readTableFile("t", table, await tableFile(table, rows, "zh"));
      expect(reading?.rows).toEqual(rows);
      expect(reading?.isBlocked).toBe(false);
    }
  });

  it("holds texts where texts look like formulas, in half and full width", async () => {
    const texts = ["=1+1", "＝HYPERLINK(1)", "+86", "＋1", "-2", "－2", "@sum", "＠sum", "\t=1"];
    const file = await tableFile(
      roster,
      texts.map((firm_name) => ({ firm_name })),
      "zh",
    );
    const xml = await sheetXml(file);
    expect(xml).not.toContain("<f>");
    expect(xml).not.toMatch(/<f[ >]/);
    const reading = await readTableFile("t", roster, file);
    expect(reading?.rows.map((row) => row.firm_name)).toEqual(texts.map((text) => text.trim()));
  });

  it("is read without computing a formula that stands in it", async () => {
    const formula = { value: "=1+1", type: "Formula" as const };
    const file = await writeXlsxFile([
      [
        { value: "企业名称", type: String },
        { value: "从业人数", type: String },
      ],
      [{ value: "甲公司", type: String }, formula],
    ]).toBlob();
    expect(await sheetXml(file)).toMatch(/<f[ >]/);
    const reading = await readTableFile("t", roster, file);
    expect(reading?.rows).toEqual([{ firm_name: "甲公司" }]);
  });

  it("is a template with the printed titles when it holds nothing", async () => {
    const reading = await readTableFile("t", roster, await templateFile(roster, "zh"));
    expect(reading?.findings.map(({ code }) => code)).toEqual(["sheet-no-rows"]);
  });

  it("is refused when it is no spreadsheet", async () => {
    expect(await readTableFile("t", roster, new Blob(["企业名称,联系人"]))).toBeNull();
    expect(await readTableFile("t", roster, new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])]))).toBeNull();
  });
});

function firstChoice(table: TableField, column: string): unknown {
  const schema = table.items.properties[column];
  return schema?.type === "string" ? schema.oneOf?.[0]?.const : undefined;
}
