import type { FieldSchema, FormDocument } from "../../../core/forms/form-document.ts";

/**
 * A form of the size of the largest paper form: 266 fields of mixed kinds and a table, in ten sections as on paper (or in
 * one, the worst case), with 60 rules and a calculation for every tenth number. The table stands in the last section.
 */
export function bigForm(table: { columns: number }, sections: 1 | 10): FormDocument {
  const properties: Record<string, FieldSchema> = {};
  for (let at = 0; at < 266; at += 1) {
    const title = `第${at + 1}项`;
    const id = `f${at}`;
    if (at % 7 === 3) properties[id] = { type: "boolean", title };
    else if (at % 7 === 5) {
      properties[id] = {
        type: "string",
        title,
        oneOf: [
          { const: "a", title: "甲" },
          { const: "b", title: "乙" },
          { const: "c", title: "丙" },
        ],
      };
    } else if (at % 2 === 0) properties[id] = { type: "number", title, "x-unit": "万元", minimum: 0 };
    else properties[id] = { type: "string", title, maxLength: 200 };
  }
  const numbers = Object.keys(properties).filter((id) => properties[id]?.type === "number");
  const columns = Object.fromEntries(
    Array.from({ length: table.columns }, (_, at) => [
      `c${at}`,
      at % 3 === 1
        ? ({ type: "number", title: `列${at + 1}`, minimum: 0 } as const)
        : ({ type: "string", title: `列${at + 1}`, maxLength: 100 } as const),
    ]),
  );
  properties.rows = {
    type: "array",
    title: "明细表",
    items: { type: "object", properties: columns, additionalProperties: false },
    maxItems: 500,
  };
  const targets = numbers.filter((_, at) => at % 10 === 9);
  return {
    format: "shenbao-form/1",
    id: "bench/big",
    title: "大表",
    subject: "organisation",
    reportYear: 2023,
    schema: { type: "object", properties, required: ["f1"], additionalProperties: false },
    layout: {
      sections: Array.from({ length: sections }, (_, at) => ({
        id: `s${at}`,
        title: `第${at + 1}部分`,
        items: Object.keys(properties)
          .filter((_field, index) => Math.min(sections - 1, Math.floor(index / Math.ceil(266 / sections))) === at)
          .map((field) => ({ field })),
      })),
    },
    rules: numbers.slice(0, 60).map((id, at) => ({
      id: `rule-${at}`,
      assert: `${id} <= 100000000.0`,
      level: "warning" as const,
      at: [id],
      message: "请核对单位",
    })),
    calculations: targets.map((target, at) => ({
      target,
      value: `growth(${numbers[at * 10]}, ${numbers[at * 10 + 1]})`,
      round: 2,
      onUnknown: "blank" as const,
    })),
    evidence: [],
    source: { notice: "bench", readings: [] },
  };
}

export function bigAnswers(table: { rows: number; columns: number }): Record<string, unknown> {
  const rows = Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(
      Array.from({ length: table.columns }, (_, at) => [
        `c${at}`,
        at % 3 === 1 ? row * at : `第${row + 1}行第${at + 1}列`,
      ]),
    ),
  );
  return { f0: 1234567, f1: "已经填写", rows };
}
