import { describe, expect, it } from "vitest";
import { mergeDocuments } from "../../../client/features/studio/merge-documents.ts";

describe("merging two edits of a draft", () => {
  const base = { a: { n: 1 }, b: { n: 1 }, c: { n: 1 } };

  it("keeps what each side alone changed, added or took out", () => {
    const mine = { a: { n: 2 }, b: { n: 1 }, c: { n: 1 }, mine: {} };
    const theirs = { a: { n: 1 }, b: { n: 3 }, theirs: {} };
    for (const side of ["mine", "theirs"] as const)
      expect(mergeDocuments(base, mine, theirs, side)).toEqual({
        documents: { a: { n: 2 }, b: { n: 3 }, mine: {}, theirs: {} },
        both: [],
      });
  });

  it("names what both changed and lets the chosen side stand", () => {
    const mine = { ...base, a: { n: 2 }, b: { n: 7 } };
    const theirs = { ...base, a: { n: 3 } };
    expect(mergeDocuments(base, mine, theirs, "mine").documents).toEqual({ ...base, a: { n: 2 }, b: { n: 7 } });
    expect(mergeDocuments(base, mine, theirs, "theirs")).toEqual({
      documents: { ...base, a: { n: 3 }, b: { n: 7 } },
      both: ["a"],
    });
  });

  it("is no conflict when both did the same, whatever the order of the keys", () => {
    const mine = { ...base, a: { x: [1, { y: 2 }], n: 2 } };
    const theirs = { ...base, a: { n: 2, x: [1, { y: 2 }] } };
    expect(mergeDocuments(base, mine, theirs, "mine").both).toEqual([]);
  });

  it("tells a document that one took out from one the other changed", () => {
    const { a: _, ...mine } = base;
    const theirs = { ...base, a: { n: 9 } };
    expect(mergeDocuments(base, mine, theirs, "mine")).toEqual({ documents: mine, both: ["a"] });
    expect(mergeDocuments(base, mine, theirs, "theirs").documents).toEqual(theirs);
  });
});
