import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectFile, mayShowInline } from "../../../server/modules/evidence/file-inspection.ts";
import type { EvidenceFileType } from "../../../server/modules/evidence/file-verdict.ts";
import { bombDocx, lyingDocx, sampleDocx, sampleJpeg, samplePdf, samplePng, sampleXlsx } from "./sample-files.ts";

const ALL: EvidenceFileType[] = ["pdf", "image", "docx", "xlsx", "video"];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inspect-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function inspect(content: Buffer, name: string, allowed = ALL) {
  const path = join(folder, "upload.part");
  await writeFile(path, content);
  return inspectFile(path, name, allowed);
}

describe("what is taken", () => {
  it.each([
    ["营业执照.pdf", samplePdf(), "pdf", "application/pdf"],
    ["照片.PNG", samplePng(), "image", "image/png"],
    ["照片.jpeg", sampleJpeg(), "image", "image/jpeg"],
    ["报告.docx", sampleDocx(), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["汇总.xlsx", sampleXlsx(), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ])("%s", async (name, content, type, mediaType) => {
    expect(await inspect(content, name)).toEqual({ accepted: true, type, mediaType });
  });

  it("shows pdf and pictures in place, office files never", () => {
    expect(mayShowInline("application/pdf")).toBe(true);
    expect(mayShowInline("image/jpeg")).toBe(true);
    expect(mayShowInline("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")).toBe(false);
    expect(mayShowInline("text/html")).toBe(false);
  });
});

describe("what is refused", () => {
  const many = Object.fromEntries(Array.from({ length: 3100 }, (_, index) => [`a${index}`, new Uint8Array(1)]));
  it.each([
    ["a web page", "a.pdf", Buffer.from("<html><script>alert(1)</script></html>"), "file-type-refused"],
    ["an SVG", "a.png", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "file-type-refused"],
    ["a program", "a.pdf", Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]), "file-type-refused"],
    ["nothing known", "a.pdf", Buffer.from("hello"), "file-type-refused"],
    ["a plain archive", "a.docx", Buffer.from(zipSync({ "a.txt": new Uint8Array(3) })), "file-type-refused"],
    ["macros", "a.docx", sampleDocx({ "word/vbaProject.bin": new Uint8Array(3) }), "file-type-refused"],
    ["a cut PDF", "a.pdf", samplePdf().subarray(0, 40), "file-damaged"],
    ["a picture without frame", "a.jpg", sampleJpeg().subarray(0, 22), "file-damaged"],
    ["a cut archive", "a.docx", sampleDocx().subarray(0, 60), "file-damaged"],
    ["an entry that climbs", "a.docx", sampleDocx({ "../../evil": new Uint8Array(1) }), "file-damaged"],
    ["a size that lies", "a.docx", lyingDocx(), "file-damaged"],
    ["a huge picture", "a.png", samplePng(60_000, 60_000), "file-image-too-large"],
    ["a bomb by ratio", "a.docx", bombDocx(8), "file-archive-unsafe"],
    ["a bomb by number", "a.docx", sampleDocx(many), "file-archive-unsafe"],
    ["a PDF named as a program", "a.exe", samplePdf(), "file-extension-differs"],
    ["a PDF without ending", "a", samplePdf(), "file-extension-differs"],
  ])("%s", async (_, name, content, fault) => {
    expect(await inspect(content, name)).toEqual({ accepted: false, fault });
  });

  it("refuses a good file of a type the place does not take", async () => {
    expect(await inspect(sampleXlsx(), "a.xlsx", ["pdf", "image"])).toEqual({
      accepted: false,
      fault: "file-type-refused",
    });
  });

  it("judges a bomb within two seconds", async () => {
    const bomb = bombDocx(200);
    const startedAt = performance.now();
    expect(await inspect(bomb, "a.docx")).toEqual({ accepted: false, fault: "file-archive-unsafe" });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
