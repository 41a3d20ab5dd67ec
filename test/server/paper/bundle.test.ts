import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFRef } from "@cantoo/pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BundleFile, BundleMaterial, BundlePlan } from "../../../server/modules/paper/bundle/bundle.ts";
import { renderBundle } from "../../../server/modules/paper/bundle/render-bundle.ts";
import { sampleJpeg } from "../evidence/sample-files.ts";
import {
  annotatedPdf,
  asBundleFile,
  bombPdf,
  chainPdf,
  circlePdf,
  deepPdf,
  encryptedPdf,
  endlessPdf,
  wholePng,
  wordsPdf,
} from "./bundle-files.ts";
import { formOf, hasPdfToText, pdfText, sheetOf } from "./sheets.ts";

const MIB = 1024 * 1024;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: Buffer, mediaType?: string) => asBundleFile(folder, name, content, mediaType);

function planOf(materials: { title: string; files: BundleFile[] }[], more: Partial<BundlePlan> = {}): BundlePlan {
  const form = sheetOf(formOf("sichuan-top100/commitment"));
  const listed: BundleMaterial[] = materials.map((material) => ({ ...material, sheets: [] }));
  return {
    locale: "zh",
    title: "成都市+示例公司+2024年申报材料",
    programme: "示例项目",
    facts: [["申报人", "示例公司"]],
    code: "SB1.0123456789ab.-.-",
    isDraft: false,
    materials: [{ title: "申报表", sheets: [form], files: [] }, ...listed],
    ...more,
  };
}

async function render(plan: BundlePlan, more: { maxPages?: number; maxBytes?: number; limitMs?: number } = {}) {
  const limits = { folder: join(folder, "out"), maxBytes: 100 * MIB, maxPages: 500, limitMs: 60_000, ...more };
  const opened = await renderBundle(plan, limits);
  try {
    return await opened.readFile();
  } finally {
    await opened.close();
  }
}

/** Titles of one level of the outline with the page, from 1, each leads to. */
function outlineOf(document: PDFDocument): { title: string; page: number; below: string[] }[] {
  const pages = document.getPages().map(({ ref }) => ref);
  const level = (parent: PDFDict) => {
    const entries: PDFDict[] = [];
    for (let at = parent.lookup(PDFName.of("First")); at instanceof PDFDict; at = at.lookup(PDFName.of("Next"))) {
      entries.push(at);
    }
    return entries;
  };
  const titleOf = (entry: PDFDict) => entry.lookup(PDFName.of("Title"), PDFHexString).decodeText();
  return level(document.catalog.lookup(PDFName.of("Outlines"), PDFDict)).map((entry) => ({
    title: titleOf(entry),
    page: pages.indexOf(entry.lookup(PDFName.of("Dest"), PDFArray).get(0) as PDFRef) + 1,
    below: level(entry).map(titleOf),
  }));
}

describe("a bundle", { timeout: 60_000 }, () => {
  it("holds cover, form and files in their order, numbered through, with an outline", async () => {
    const bundle = await render(
      planOf([
        { title: "营业执照", files: [file("执照.pdf", await wordsPdf("licence", 2))] },
        {
          title: "照片",
          files: [file("门头.png", wholePng(40, 30), "image/png"), file("厂房.jpg", sampleJpeg(30, 40), "image/jpeg")],
        },
        { title: "报告", files: [file("报告.pdf", await wordsPdf("report", 1, 90))] },
      ]),
    );
    const document = await PDFDocument.load(bundle);
    // Cover, letter, two pages, two pictures, one page.
    expect(document.getPageCount()).toBe(7);
    expect(document.getTitle()).toBe("成都市+示例公司+2024年申报材料");
    expect(outlineOf(document)).toEqual([
      { title: "申报表", page: 2, below: [] },
      { title: "营业执照", page: 3, below: [] },
      { title: "照片", page: 5, below: ["门头.png", "厂房.jpg"] },
      { title: "报告", page: 7, below: [] },
    ]);
    const [wide, high] = [document.getPage(4).getSize(), document.getPage(5).getSize()];
    expect(wide.width).toBeGreaterThan(wide.height);
    expect(high.height).toBeGreaterThan(high.width);
    if (!hasPdfToText) return;
    const text = pdfText(bundle);
    const order = ["材料目录", "承诺", "licence-page-1", "licence-page-2", "report-page-1"];
    const found = order.map((word) => text.indexOf(word, text.indexOf("版本码")));
    expect(found.every((at) => at >= 0)).toBe(true);
    expect([...found].sort((a, b) => a - b)).toEqual(found);
    for (let page = 1; page <= 7; page++) expect(text).toContain(`${page}/7`);
  });

  it.skipIf(!hasPdfToText)("lists every file with size and hash, and the page where it begins", async () => {
    const licence = file("执照.pdf", await wordsPdf("licence", 2));
    const plan = file("规划.docx", Buffer.from("PK"), "application/vnd.openxmlformats-officedocument.wordprocessingml");
    const report = file("报告.pdf", await wordsPdf("report"));
    const text = pdfText(
      await render(
        planOf([
          { title: "营业执照", files: [licence] },
          { title: "其他", files: [plan, report] },
        ]),
      ),
    );
    expect(text).toContain(`执照.pdf${Math.max(1, Math.round(licence.size / 1024))}KB${licence.sha256.slice(0, 12)}3`);
    expect(text).toMatch(/规划\.docx（此种格式不能并入PDF?/);
    expect(text).toContain(`1KB${plan.sha256.slice(0, 12)}另附`);
    expect(text).toContain(`${report.sha256.slice(0, 12)}5`);
    expect(text).toContain("注明“另附”的1个文件");
  });

  it("keeps seals and stamps to be seen, and no script, link or form", async () => {
    const document = await PDFDocument.load(
      await render(planOf([{ title: "盖章件", files: [file("盖章.pdf", annotatedPdf())] }])),
    );
    const page = document.getPage(2).node;
    expect(page.Annots()?.size() ?? 0).toBe(0);
    expect(page.has(PDFName.of("AA"))).toBe(false);
    const drawn = page.Resources()?.lookup(PDFName.of("XObject"), PDFDict).keys() ?? [];
    expect(drawn.some((name) => name.decodeText().startsWith("Annotation"))).toBe(true);
    const everything = document.context.enumerateIndirectObjects().map(([, object]) => object.toString());
    expect(everything.some((object) => /JavaScript|\/URI/.test(object))).toBe(false);
  });

  it("leaves no file behind", async () => {
    await render(planOf([]));
    expect(readdirSync(join(folder, "out"))).toEqual([]);
  });

  it("makes room for a contents list of many pages", async () => {
    const files = await Promise.all(
      Array.from({ length: 90 }, async (_, at) => file(`第${at}份材料.pdf`, await wordsPdf(`part-${at}`))),
    );
    const document = await PDFDocument.load(await render(planOf([{ title: "合同", files }])));
    const [form, contracts] = outlineOf(document);
    expect(document.getPageCount()).toBe((form?.page ?? 0) + 90);
    expect(contracts?.page).toBe((form?.page ?? 0) + 1);
    expect(form?.page).toBeGreaterThan(3);
  });
});

describe("files that do harm", { timeout: 120_000 }, () => {
  const hostile: [string, () => Buffer | Promise<Buffer>, string?][] = [
    ["is encrypted", encryptedPdf],
    ["is cut off", async () => (await wordsPdf("cut", 3)).subarray(0, 700)],
    ["has a page tree that goes round", circlePdf],
    ["pretends to have more pages than there are grains of sand", endlessPdf],
    ["has ten thousand pages", () => wordsPdf("many", 10_000)],
    ["unpacks to 300 MiB", () => bombPdf(300)],
    ["is nested 200,000 deep", () => deepPdf(200_000)],
    ["is a chain of 100,000 objects", () => chainPdf(100_000)],
    ["has no pages", () => deepPdf(1)],
    ["is no PDF at all", () => Buffer.from("%PDF-1.4 nonsense")],
    ["is a PNG that is cut off", () => wholePng(40, 30).subarray(0, 50), "image/png"],
    ["is no JPEG", () => Buffer.from("not a picture"), "image/jpeg"],
  ];
  it("are listed as enclosed, and the others are merged", async () => {
    const bad = await Promise.all(hostile.map(async ([name, make, mediaType]) => file(name, await make(), mediaType)));
    const good = file("好文件.pdf", await wordsPdf("good"));
    const bundle = await render(planOf([{ title: "材料", files: [...bad, good] }]), { maxPages: 9000 });
    expect((await PDFDocument.load(bundle)).getPageCount()).toBe(3);
    if (!hasPdfToText) return;
    const text = pdfText(bundle);
    expect(text).toContain("good-page-1");
    const merged = bad.filter(({ sha256 }) => !text.includes(`${sha256.slice(0, 12)}另附`));
    expect(merged.map(({ fileName }) => fileName)).toEqual([]);
  });

  it("one that is not there any more is listed, too", async () => {
    const gone = { ...file("丢失.pdf", await wordsPdf("gone")), path: join(folder, "nowhere") };
    const document = await PDFDocument.load(await render(planOf([{ title: "材料", files: [gone] }])));
    expect(document.getPageCount()).toBe(2);
  });
});

describe("limits", { timeout: 60_000 }, () => {
  it("refuse what is too large together, and say what may be done", async () => {
    const large = { ...file("大.pdf", await wordsPdf("large")), size: 200 * MIB };
    await expect(render(planOf([{ title: "材料", files: [large] }]))).rejects.toMatchObject({
      code: "too-large",
      extras: { detail: { zh: expect.stringContaining("超过合并上限 100 MB") } },
    });
  });

  it("do not count what is not merged anyway", async () => {
    const film = { ...file("视频.mp4", Buffer.from("film"), "video/mp4"), size: 900 * MIB };
    await expect(render(planOf([{ title: "材料", files: [film] }]))).resolves.toBeInstanceOf(Buffer);
  });

  it("leave a file apart that has more pages than there is room for", async () => {
    const files = [file("长.pdf", await wordsPdf("long", 30)), file("短.pdf", await wordsPdf("short", 2))];
    const document = await PDFDocument.load(await render(planOf([{ title: "材料", files }]), { maxPages: 20 }));
    expect(document.getPageCount()).toBe(4);
  });

  it("end what takes too long", async () => {
    await expect(render(planOf([]), { limitMs: 5 })).rejects.toMatchObject({ code: "unavailable" });
    await expect(render(planOf([]))).resolves.toBeInstanceOf(Buffer);
  });
});
