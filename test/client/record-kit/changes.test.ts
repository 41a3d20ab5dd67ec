import { describe, expect, it } from "vitest";
import { changedAnswers, filesOnlyIn, hiddenRows, rowsOnlyIn } from "../../../client/record-kit/changes.ts";

const file = (sha256: string, requirementId = "lease") => ({ id: sha256, requirementId, sha256, fileName: sha256 });

describe("what lies between two submissions", () => {
  it("is every field whose answer is another one, with the earlier answer", () => {
    const before = { kept: 1, changed: 1, gone: "x", blank: null };
    const now = { kept: 1, changed: 2, added: true };
    expect([...changedAnswers(before, now, [])]).toEqual([
      ["changed", 1],
      ["gone", "x"],
      ["added", undefined],
    ]);
  });

  it("is a row with its number, whatever the order of its cells, and no row that only moved", () => {
    const before = [{ name: "a", turnover: 1 }, { name: "b" }, { name: "b" }];
    const now = [{ name: "b" }, { turnover: 1, name: "a" }, { name: "c" }];
    expect(rowsOnlyIn(before, now)).toEqual([{ number: 3, row: { name: "b" } }]);
    expect(rowsOnlyIn(now, before)).toEqual([{ number: 3, row: { name: "c" } }]);
    expect(rowsOnlyIn(undefined, now)).toEqual([]);
  });

  it("is what a mask hides, too: a field, or the row of a table", () => {
    const same = { phone: "138****0001", rows: [{ phone: "138****0001" }, { phone: "139****0002" }] };
    const hidden = ["/phone", "/rows/1/phone"];
    expect([...changedAnswers(same, same, hidden).keys()]).toEqual(["phone", "rows"]);
    const rows = hiddenRows("rows", hidden);
    const second = { phone: "139****0002" };
    expect(rowsOnlyIn(same.rows, same.rows, { here: rows })).toEqual([{ number: 2, row: second }]);
    expect(rowsOnlyIn(same.rows, same.rows, { there: rows })).toEqual([{ number: 2, row: second }]);
    // It is the row it looks like that was another one, wherever that stood.
    expect(rowsOnlyIn([second, { phone: "138****0001" }], same.rows, { there: rows })).toEqual([
      { number: 1, row: second },
    ]);
    expect(hiddenRows("phone", hidden)).toEqual(new Set());
  });

  it("is a file with other content, or for something else", () => {
    const before = [file("1"), file("2")];
    const now = [{ ...file("1"), id: "other" }, file("2", "audit")];
    expect(filesOnlyIn(now, before)).toEqual([file("2", "audit")]);
    expect(filesOnlyIn(before, now)).toEqual([file("2")]);
  });
});
