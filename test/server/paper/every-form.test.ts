import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lineText, type Paper } from "../../../core/paper/paper.ts";
import { renderDocx } from "../../../server/modules/paper/docx.ts";
import { renderPdf } from "../../../server/modules/paper/pdf.ts";
import { docxParts, docxText, formOf, goldenSheet, hasPdfToText, pdfText, sheetOf } from "./sheets.ts";

/** Every form of the product, empty and with its full golden case: nothing of its paper is lost in a file. */

const top = new URL("../../../", import.meta.url);
const ids = readdirSync(new URL("form-schemas/", top), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".form.json"))
  .map((name) => name.slice(0, -".form.json".length));

/** Golden cases of a form stand in its own folder, or in the programme's for its declaration. */
function goldenOf(id: string): string | undefined {
  const places = [
    `${id}/full`,
    ...(id.endsWith("/declaration") ? [`${id.slice(0, -"/declaration".length)}/full`] : []),
  ];
  return places.find((place) => existsSync(new URL(`programmes/golden/${place}.json`, top)));
}

function wordsOf(paper: Paper): string {
  const parts = paper.parts.flatMap((part) => {
    if (part.kind === "table") return [...part.columns.map(({ label }) => label), ...part.rows.flat()];
    return (part.kind === "flow" ? part.lines : part.rows.flat().flatMap(({ lines }) => lines)).map(lineText);
  });
  return [...[paper.titleLine, ...paper.lead].map(lineText), ...parts, ...paper.notes].join("").replace(/\s/g, "");
}

/** How often each character stands in a text: lines of neighbouring cells are mixed in what is extracted. */
function counts(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const char of text) found.set(char, (found.get(char) ?? 0) + 1);
  return found;
}

function missing(paper: Paper, text: string): string[] {
  const there = counts(text);
  return [...counts(wordsOf(paper))].filter(([char, count]) => (there.get(char) ?? 0) < count).map(([char]) => char);
}

/** Rows of a DOCX table whose cells do not fill its columns: Word calls such a file damaged. */
function brokenRows(xml: string): string[] {
  return [...xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].flatMap(([table]) => {
    const columns = table.split("<w:gridCol ").length - 1;
    return [...table.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].flatMap(([row]) => {
      const spans = [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) =>
        Number(/gridSpan w:val="(\d+)"/.exec(cell)?.[1] ?? 1),
      );
      const filled = spans.reduce((sum, span) => sum + span, 0);
      return filled === columns ? [] : [`${filled} of ${columns}: ${row.replace(/<[^>]*>/g, "").slice(0, 40)}`];
    });
  });
}

describe("files of every form", { timeout: 60_000 }, () => {
  it.each(ids)("%s", async (id) => {
    const golden = goldenOf(id);
    const sheets = [sheetOf(formOf(id)), ...(golden === undefined ? [] : [goldenSheet(id, golden)])];
    for (const sheet of sheets) {
      const docx = await renderDocx(sheet);
      expect(missing(sheet.paper, docxText(docx))).toEqual([]);
      expect(brokenRows(docxParts(docx)["word/document.xml"] ?? "")).toEqual([]);
      if (hasPdfToText) expect(missing(sheet.paper, pdfText(await renderPdf(sheet)))).toEqual([]);
    }
  });
});
