import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFactTable } from "../../../core/scoring/facts-text.ts";
import type { TextSource } from "../../../core/scoring/text-source.ts";
import { fact, leaf, smallScheme } from "./small-scheme.ts";

const scheme = smallScheme({
  facts: [fact("turnover", "number"), fact("kind", "text"), fact("ticks", "set")],
  children: [leaf("size", { kind: "ratio", full: "10", cap: null }, { fact: "turnover" })],
});

/** The text cut wherever the places say. */
const cutAt = (text: string, places: readonly number[]): TextSource => {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return { pieces: () => ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end)) };
};

const read = (text: string | TextSource) => {
  const { table, findings } = readFactTable(scheme, text, "csv");
  if (table === null) return { findings };
  const columns = [...table.columns].map(([id, column]) => [
    id,
    table.ids.map((_, row) => (column.type === "number" ? column.numbers.at(row) : column.values[row])),
  ]);
  return { findings, ids: table.ids, columns };
};

const cell = fc.constantFrom(
  ...'|1|-2.50|3e2|12345678901234567890|x|1,000|甲乙|"a,b"|"two\nlines"|"a""b"|"\r\n"|"open|"a"b|\ufffd'.split("|"),
);
const lines = fc.array(
  fc.tuple(fc.constantFrom("\n", "\r\n", "\n\n"), fc.array(cell, { minLength: 3, maxLength: 4 })),
  {
    maxLength: 8,
  },
);

describe("a table that comes in pieces", () => {
  it("reads as the whole text does, wherever it is cut, whatever is wrong with it", () => {
    fc.assert(
      fc.property(fc.constantFrom("", "\ufeff"), lines, fc.array(fc.nat(), { maxLength: 6 }), (mark, rows, places) => {
        const text = `${mark}id,turnover,kind,ticks${rows.map(([end, cells], at) => `${end}u${at},${cells.slice(0, at % 4 === 3 ? 4 : 3).join(",")}`).join("")}`;
        expect(read(cutAt(text, places))).toEqual(read(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("tells the line where it stops being UTF-8", () => {
    const text = "id,turnover,kind,ticks\na,1,,\nb,2,\ufffd,\n";
    const { findings } = read(cutAt(text, [5, 30, 34]));
    expect(findings).toEqual(read(text).findings);
    expect(findings[0]?.message.en).toContain("from line 3");
  });
});
