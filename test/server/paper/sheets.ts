import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { compileForm } from "../../../core/forms/compile-form.ts";
import type { FormDocument } from "../../../core/forms/form-document.ts";
import { type Answers, answersForSubmission } from "../../../core/forms/form-state.ts";
import { resolveForm } from "../../../core/forms/resolve-form.ts";
import { paperOfForm } from "../../../core/paper/paper-of-form.ts";
import type { Sheet } from "../../../server/modules/paper/sheet.ts";

/** Sheets for tests, and what stands in rendered files. */

const top = new URL("../../../", import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, top), "utf8"));

export const formOf = (id: string): FormDocument => resolveForm(read(`form-schemas/${id}.form.json`));

export function sheetOf(form: FormDocument, answers: Answers = {}, more: Partial<Sheet> = {}): Sheet {
  const paper = paperOfForm({ form, answers, locale: "zh" });
  return { paper, locale: "zh", isDraft: false, code: "SB1.0123456789ab.-.-", ...more };
}

/** The sheet of a form with the answers of a golden case. */
export function goldenSheet(id: string, golden: string, more: Partial<Sheet> = {}): Sheet {
  const form = formOf(id);
  const { answers } = read(`programmes/golden/${golden}.json`);
  return sheetOf(form, answersForSubmission(compileForm(form), answers, { today: "2024-06-01" }), more);
}

export const hasPdfToText = canRun("pdftotext");

function canRun(program: string): boolean {
  try {
    execFileSync(program, ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** What a program of poppler says about a PDF. */
function askPoppler(program: string, file: Buffer, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "paper-"));
  try {
    const path = join(folder, "sheet.pdf");
    writeFileSync(path, file);
    return execFileSync(program, [...options, path, ...(program === "pdftotext" ? ["-"] : [])], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Text of a PDF without its spaces, which depend on where lines break. */
export const pdfText = (file: Buffer): string => askPoppler("pdftotext", file, "-layout").replace(/\s/g, "");
/** Its lines as they were broken. */
export const pdfLines = (file: Buffer): string[] =>
  askPoppler("pdftotext", file, "-layout")
    .split("\n")
    .map((line) => line.replace(/\s/g, ""));
/** The text of each page. */
export const pdfPageTexts = (file: Buffer): string[] =>
  askPoppler("pdftotext", file, "-layout")
    .split("\f")
    .map((page) => page.replace(/\s/g, ""));
const READER = "pdftotext";

/** What is wrong with its pages. */
export function pdfErrors(file: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "paper-"));
  try {
    const path = join(folder, "sheet.pdf");
    writeFileSync(path, file);
    return spawnSync(READER, [path, "-"], { encoding: "utf8" }).stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
export const pdfFonts = (file: Buffer): string[] => askPoppler("pdffonts", file).trim().split("\n").slice(2);
export const pdfPages = (file: Buffer): number => Number(/Pages:\s+(\d+)/.exec(askPoppler("pdfinfo", file))?.[1]);

/** The files of a DOCX as text. */
export function docxParts(file: Buffer): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** Text of a DOCX document without spaces. */
export function docxText(file: Buffer): string {
  const xml = docxParts(file)["word/document.xml"] ?? "";
  const text = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join("");
  return text.replace(/\s/g, "");
}
