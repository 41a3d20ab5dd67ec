import { describe, expect, it } from "vitest";
import { readTitleCells, readTitleFile, templateHeader } from "../../../client/features/titles/title-sheet.ts";

describe("a sheet of titles", () => {
  it("is read by the names of its columns, in any order, days as the register writes them", () => {
    const read = readTitleCells([
      ["Awarded on", "region", "Holder", "basis", "Credit code", null],
      [new Date("2023-05-10T00:00:00Z"), 520102, " 甲公司 ", "旧文件", null, null],
      [null, "", undefined, null, null, null],
      ["2023.5.1", "遵义市", "乙公司", "旧文件", "91520102MADEM00011", null],
    ]);
    expect(read).toEqual({
      titles: [
        { holder: "甲公司", region: "520102", awardedOn: "2023-05-10", basis: "旧文件" },
        {
          holder: "乙公司",
          region: "遵义市",
          awardedOn: "2023-05-01",
          basis: "旧文件",
          creditCode: "91520102MADEM00011",
        },
      ],
      lines: [2, 4],
    });
  });

  it("says which columns are missing or unknown, and takes its own empty sheet", async () => {
    expect(readTitleCells([["持有者", "备注"]])).toEqual({
      unknown: ["备注"],
      missing: ["所在地", "授予日期", "授予依据"],
    });
    const empty = new File([`\uFEFF${templateHeader.join(",")}\n`], "titles.csv");
    expect(await readTitleFile(empty)).toEqual({ titles: [], lines: [] });
    await expect(readTitleFile(new File(['持有者,"所在地\n'], "titles.csv"))).rejects.toThrow();
    await expect(readTitleFile(new File(["not a workbook"], "titles.xlsx"))).rejects.toThrow();
  });
});
