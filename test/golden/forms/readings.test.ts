import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Documents } from "../../../core/editions/document-paths.ts";
import { ruleBookOf } from "../../../core/editions/rule-book.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";

/**
 * The 114 places where the notices contradict themselves or leave a gap: each is settled by a reading of a document it
 * touches, and the rule book shows it.
 */

const root = join(import.meta.dirname, "../../..");
const documents: Documents = Object.fromEntries(
  ["form-schemas", "scoring-schemas", "programmes"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(form|scheme|programme)\.json$/.test(path))
      .map((path) => [`${folder}/${path}`, JSON.parse(readFileSync(join(root, folder, path), "utf8"))]),
  ),
);
const book = ruleBookOf(documents);

/** Files whose chapter names a contradiction. */
function chaptersOf(id: string): string[] {
  return book.filter(({ entries }) => entries.some((entry) => entry.id?.includes(id))).map(({ file }) => file);
}

/** Which documents a run of numbers is about. */
const runs: [first: number, last: number, about: RegExp][] = [
  [1, 23, /shanxi-(enterprise|common)/],
  [24, 35, /shanxi-base/],
  [36, 51, /national-base-2022/],
  [52, 63, /national-base-2025/],
  [64, 72, /guizhou/],
  [73, 80, /guizhou-park/],
  [81, 85, /guizhou-live-base/],
  [86, 90, /guizhou-enterprise/],
  [91, 95, /guizhou-live-team/],
  [96, 114, /sichuan-top100/],
];
const contradictions = runs.flatMap(([first, last, about]) =>
  Array.from({ length: last - first + 1 }, (_, at) => ({
    id: `INC-${String(first + at).padStart(3, "0")}`,
    about,
  })),
);

describe("contradictions and gaps of the notices", () => {
  it("are 114", () => {
    expect(contradictions).toHaveLength(114);
  });

  it.each(contradictions)("$id is settled where it touches", ({ id, about }) => {
    expect(chaptersOf(id).filter((file) => about.test(file))).not.toEqual([]);
  });

  it("are cited by no other number", () => {
    const known = new Set(contradictions.map(({ id }) => id));
    const cited = book.flatMap(({ entries }) => entries.flatMap(({ id }) => id?.match(/INC-\w+/g) ?? []));
    expect(cited.filter((id) => !known.has(id))).toEqual([]);
  });

  it("point at fields that are there", () => {
    const wrong = Object.values(documents).flatMap((document) => {
      const form = document as FormDocument;
      if (form.format !== "shenbao-form/1") return [];
      const placed = new Set([
        ...Object.keys(form.schema.properties),
        ...form.layout.sections.flatMap(({ items }) =>
          items.flatMap((item) => ("seal" in item ? item.seal : "official" in item ? item.official : [])),
        ),
      ]);
      return form.source.readings.flatMap(({ inconsistency, at }) =>
        (at ?? []).filter((id) => !placed.has(id)).map((id) => `${form.id} ${inconsistency} ${id}`),
      );
    });
    expect(wrong).toEqual([]);
  });
});
