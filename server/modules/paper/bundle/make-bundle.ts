import { writeFile } from "node:fs/promises";
import { PDFDocument, type PDFPage } from "@cantoo/pdf-lib";
import { renderPdf } from "../pdf.ts";
import type { BundleTask, Placed } from "./bundle.ts";
import { type Placing, renderCover } from "./cover.ts";
import { pagesOfFile } from "./file-pages.ts";
import { type Bookmark, stampNumbers, writeOutline } from "./page-marks.ts";

/** Pages of one entry of the contents, with the name they are found by. */
interface Part {
  name: string;
  pages: PDFPage[];
}

/**
 * Makes a bundle and writes it: cover and contents, forms, then files in the order of the plan, numbered through.
 * @param begins told which file is looked at, and `null` between files
 */
export async function makeBundle(task: BundleTask, begins: (sha256: string | null) => void): Promise<void> {
  const { plan, maxPages, heavy } = task;
  const bundle = await PDFDocument.create();
  const placing: Placing = [];
  const materials: { title: string; parts: Part[] }[] = [];
  let room = maxPages;
  for (const { title, sheets, files } of plan.materials) {
    const placed: Placed[] = [];
    const parts: Part[] = [];
    for (const sheet of sheets) {
      const pages = await takeOver(bundle, await renderPdf(sheet));
      parts.push({ name: sheet.paper.title, pages });
      placed.push({ pages: pages.length });
    }
    for (const file of files) {
      begins(file.sha256);
      const pages = heavy.includes(file.sha256) ? "heavy" : await pagesOfFile(bundle, file, room);
      begins(null);
      if (typeof pages === "string") placed.push({ apart: pages });
      else {
        room -= pages.length;
        parts.push({ name: file.fileName, pages });
        placed.push({ pages: pages.length });
      }
    }
    placing.push(placed);
    materials.push({ title, parts });
  }
  const cover = await coverPages(bundle, task, placing);
  for (const page of [...cover, ...materials.flatMap(({ parts }) => parts.flatMap(({ pages }) => pages))]) {
    bundle.addPage(page);
  }
  await stampNumbers(bundle);
  writeOutline(bundle, bookmarksOf(materials));
  bundle.setTitle(plan.title);
  bundle.setCreator("Shenbao");
  bundle.setLanguage(plan.locale === "zh" ? "zh-CN" : "en");
  await writeFile(task.out, await bundle.save({ useObjectStreams: false }), { mode: 0o600 });
}

/** The cover says on which page everything begins, which depends on how many pages it has itself. */
async function coverPages(bundle: PDFDocument, { plan }: BundleTask, placing: Placing): Promise<PDFPage[]> {
  for (let length = 1; ; ) {
    const cover = await PDFDocument.load(await renderCover(plan, placing, length + 1));
    const pages = cover.getPageCount();
    if (pages <= length) return bundle.copyPages(cover, cover.getPageIndices());
    length = pages;
  }
}

async function takeOver(bundle: PDFDocument, file: Buffer): Promise<PDFPage[]> {
  const source = await PDFDocument.load(file);
  return bundle.copyPages(source, source.getPageIndices());
}

function bookmarksOf(materials: readonly { title: string; parts: Part[] }[]): Bookmark[] {
  return materials.flatMap(({ title, parts }): Bookmark[] => {
    const below = parts.flatMap(({ name, pages: [page] }) => (page ? [{ title: name, page, below: [] }] : []));
    const page = below[0]?.page;
    return page ? [{ title, page, below: below.length > 1 ? below : [] }] : [];
  });
}
