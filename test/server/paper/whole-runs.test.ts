import { describe, expect, it } from "vitest";
import type { Run } from "../../../core/paper/paper.ts";
import { wholeRuns } from "../../../server/modules/paper/whole-runs.ts";

const text = (words: string): Run => ({ kind: "text", text: words });
const box = (label: string): Run => ({ kind: "box", isTicked: false, label });
const blank = (width: number, words = ""): Run => ({ kind: "blank", width, text: words });
const tie: Run = { kind: "text", text: "  ", isUnbroken: true };

/** Where lines are broken: `|`. */
const broken = (runs: Run[], room: number): string =>
  wholeRuns(runs, room)
    .map((run) => {
      if (run.kind === "box") return `☐${run.label}`;
      if (run.kind === "blank") return run.text || "_".repeat(run.width);
      return run.kind === "tab" ? "" : run.text.replace("\n", "|");
    })
    .join("");

describe("runs kept whole in a word processor", () => {
  it("lets stand what fits", () => {
    expect(broken([text("甲甲甲"), box("是"), tie, box("否")], 20)).toBe("甲甲甲☐是  ☐否");
  });

  it("breaks before a box that would lose its label, wherever the line ends", () => {
    for (let before = 0; before < 30; before++) {
      const found = broken([text("甲".repeat(before)), box("民营企业")], 12);
      const used = before === 0 ? 0 : ((before - 1) % 12) + 1;
      expect(found.includes("|☐")).toBe(used > 0 && used + 4.9 > 12);
    }
  });

  it("keeps a yes with its no, and 其他 with its fill-in", () => {
    expect(broken([text("甲".repeat(8)), box("是"), tie, box("否")], 12)).toBe("甲甲甲甲甲甲甲甲|☐是  ☐否");
    expect(broken([text("甲".repeat(6)), box("其他"), blank(12)], 12)).toBe(`甲甲甲甲甲甲|☐其他${"_".repeat(12)}`);
  });

  it("does not tear an empty blank, and leaves room for the stop behind it", () => {
    expect(broken([text("甲".repeat(10)), blank(8), text("家")], 12)).toBe("甲甲甲甲甲甲甲甲甲甲|________家");
    expect(broken([text("甲".repeat(8)), blank(8), text("。")], 12)).toBe("甲甲甲甲甲甲甲甲|________。");
    expect(broken([text("甲".repeat(11)), blank(8, "示例"), text("家")], 12)).toBe("甲甲甲甲甲甲甲甲甲甲甲示例家");
  });

  it("knows that a word and its brackets go over to the next line together", () => {
    expect(broken([text(`${"甲".repeat(9)}（PV）`), blank(8), text("次")], 12)).toBe(
      "甲甲甲甲甲甲甲甲甲（PV）________次",
    );
  });

  it("does not break before what is longer than a line, or begins one", () => {
    expect(broken([text("甲"), box("乙".repeat(30))], 12)).not.toContain("|");
    expect(broken([blank(80)], 12)).not.toContain("|");
  });
});
