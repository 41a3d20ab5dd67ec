import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../../core/forms/catalogue-document.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { type InventoryRow, inventory } from "../../../core/forms/inventory.ts";

/**
 * The paper forms, transcribed by hand from the notices, beside what `inventory` lists. A transcription is one line a
 * blank in the order of the paper: `words of its label | kind unit | options`; `§` starts a row title of the left column.
 * Words apart are searched one by one, because a sentence of the paper puts the words of a blank before and after it.
 */

const root = join(import.meta.dirname, "../../..");
const home = join(import.meta.dirname, "../paper");
const read = (path: string) => JSON.parse(readFileSync(join(root, "form-schemas", path), "utf8"));
const catalogue = catalogueOf({ units: read("_catalogue/units.json"), indicators: read("_catalogue/indicators.json") });

const kinds: Record<string, InventoryRow["kind"]> = {
  text: "text",
  long: "long-text",
  opinion: "long-text",
  number: "number",
  "yes-no": "boolean",
  one: "single-choice",
  many: "multi-choice",
  date: "date",
  month: "date",
  seal: "seal",
  table: "table",
};

interface Blank {
  section: string;
  words: string[];
  period: string | null;
  kind: string;
  unit: string | null;
  options: string[] | null;
}

function transcriptionOf(file: string): Blank[] {
  const blanks: Blank[] = [];
  let section = "";
  for (const line of readFileSync(join(home, file), "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("§ ")) {
      section = bare(line.slice(2));
      continue;
    }
    const [label = "", type = "", options] = line.split(" | ");
    const [kind = "", unit = null] = type.split(" ");
    const words = label.split(" ");
    const period = periodOf(words[0] ?? "");
    blanks.push({
      section,
      words: (period === null ? words : words.slice(1)).map(bare),
      period,
      kind,
      unit,
      options: options?.split("；").map(bare) ?? null,
    });
  }
  return blanks;
}

/** `截至2022年末` is `asof-2022` in the inventory; words that are no period give null. */
function periodOf(words: string): string | null {
  const years = words.match(/\d{4}/g) ?? [];
  if (/^截至\d{4}年[末底]$|^\d{4}年底$/.test(words)) return `asof-${years[0]}`;
  if (/^\d{4}年以来$/.test(words)) return `since-${years[0]}`;
  if (/^\d{4}年$/.test(words)) return `${years[0]}`;
  if (/^\d{4}(年、|-)\d{4}年?$/.test(words)) return `${years[0]}-${years[1]}`;
  return null;
}

/** Spaces of the text extraction mean nothing. */
function bare(text: string): string {
  return text.replace(/\s/g, "");
}

function optionsOf(row: InventoryRow): string[] | null {
  if (row.columns !== null)
    return row.columns.map(({ label, unit }) => bare(unit === null ? label : `${label}${unit}`));
  return (
    row.options?.map((option, at, all) => bare(row.other && at === all.length - 1 ? `${option}____` : option)) ?? null
  );
}

describe("the paper, transcribed", () => {
  it.each(readdirSync(home))("%s has every blank once, in order, as printed", (file) => {
    const form = read(`${file.replace(".txt", "").replace(".", "/")}.form.json`) as FormDocument;
    const rows = inventory(form, { catalogue });
    const blanks = transcriptionOf(file);
    const wrong = blanks.flatMap((blank, at) => {
      const row = rows[at];
      if (row === undefined) return [`${blank.words.join(" ")}: missing`];
      const differs = [
        bare(row.section) !== blank.section && `stands in ${row.section}, not in ${blank.section}`,
        blank.words.some((word) => !bare(row.section + row.label).includes(word)) && `is called ${row.label}`,
        row.kind !== kinds[blank.kind] && `is a ${row.kind}, not a ${blank.kind}`,
        row.unit !== blank.unit && `is in ${row.unit}, not in ${blank.unit}`,
        blank.period !== null && row.period !== blank.period && `is for ${row.period}, not for ${blank.period}`,
        JSON.stringify(optionsOf(row)) !== JSON.stringify(blank.options) && `offers ${optionsOf(row)?.join("；")}`,
      ].filter((difference) => difference !== false);
      return differs.map((difference) => `${at + 1} ${blank.words.join(" ")} (${row.id}): ${difference}`);
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBe(blanks.length);
  });
});
