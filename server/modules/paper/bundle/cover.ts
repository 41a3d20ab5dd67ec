import pdfmake, { type Node } from "pdfmake";
import type { Locale } from "../../../../core/problems/finding.ts";
import { type Fonts, loadFonts, TEXT_FONT } from "../fonts.ts";
import { qrDrawing } from "../qr-drawing.ts";
import { sheetWords } from "../sheet.ts";
import type { Apart, BundlePlan, Placed } from "./bundle.ts";

/** The first pages of a bundle: what it is, whose, and the list of its materials with page, size and hash of each file. */

const MARGIN = 45;
const HASH_DIGITS = 12;

const words = {
  zh: {
    kind: "申报材料",
    list: "材料目录",
    columns: ["序号", "材料及文件", "大小", "SHA-256（前 12 位）", "页码"],
    sheet: "（由申报系统生成）",
    apart: "另附",
    aparts: (count: number) =>
      `注明“另附”的 ${count} 个文件未并入本文件，须与本文件一并报送；可凭文件名和 SHA-256 核对。`,
    code: "版本码",
    why: {
      type: "此种格式不能并入 PDF",
      encrypted: "文件已加密",
      damaged: "文件无法读取",
      missing: "文件缺失",
      pages: "页数超过合并上限",
      heavy: "文件过于复杂，合并未完成",
    } satisfies Record<Apart, string>,
  },
  en: {
    kind: "Materials of the declaration",
    list: "List of materials",
    columns: ["No.", "Material and file", "Size", "SHA-256 (first 12)", "Page"],
    sheet: "(printed by the system)",
    apart: "enclosed",
    aparts: (count: number) =>
      `${count} file(s) marked "enclosed" are not among these pages and go with them; their names and SHA-256 tell which they are.`,
    code: "Version",
    why: {
      type: "this format cannot be merged",
      encrypted: "the file is encrypted",
      damaged: "the file cannot be read",
      missing: "the file is missing",
      pages: "too many pages to merge",
      heavy: "too complex to be merged",
    } satisfies Record<Apart, string>,
  },
} as const;

/** Sheets and files of each material as they were placed, in the order of the plan: sheets first. */
export type Placing = Placed[][];

/**
 * Renders cover and contents.
 * @param first number of the page that follows the cover
 */
export async function renderCover(plan: BundlePlan, placing: Placing, first: number): Promise<Buffer> {
  const fonts = await loadFonts();
  const { locale, isDraft } = plan;
  const text = words[locale];
  const aparts = placing.flat().filter((placed) => "apart" in placed).length;
  return pdfmake
    .createPdf({
      pageSize: "A4",
      pageOrientation: "portrait",
      pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN],
      defaultStyle: { font: TEXT_FONT, fontSize: 10, lineHeight: 1.2 },
      info: { title: plan.title, creator: "Shenbao" },
      language: locale === "zh" ? "zh-CN" : "en",
      content: [
        line(fonts, plan.programme, { fontSize: 15, bold: true, alignment: "center", margin: [0, 24, 0, 6] }),
        line(fonts, text.kind, { fontSize: 22, bold: true, alignment: "center", margin: [0, 0, 0, 18] }),
        factTable(fonts, plan),
        line(fonts, text.list, { fontSize: 13, bold: true, margin: [0, 18, 0, 6] }),
        contents(fonts, plan, placing, first),
        ...(aparts > 0 ? [line(fonts, text.aparts(aparts), { fontSize: 9, margin: [0, 8, 0, 0] })] : []),
      ],
      footer: () => "",
      ...(isDraft && {
        watermark: {
          text: sheetWords[locale].draft,
          color: "#888888",
          opacity: 0.1,
          bold: true,
          fontSize: 110,
          angle: -35,
        },
      }),
    })
    .getBuffer();
}

function line(fonts: Fonts, text: string, style: object): Node {
  return { text: fonts.printable(text), ...style };
}

/** Who declares what, with the version code beside it. */
function factTable(fonts: Fonts, { facts, code, locale }: BundlePlan): Node {
  const rows = [...facts, [words[locale].code, code] as [string, string]];
  return {
    columns: [
      {
        width: "*",
        table: {
          widths: [86, "*"],
          body: rows.map(([label, value]) => [
            line(fonts, label, { color: "#444444" }),
            line(fonts, value, { wordBreak: "break-all" }),
          ]),
        },
        layout: "noBorders",
      },
      { width: 44, stack: [{ canvas: qrDrawing(code), alignment: "right" }] },
    ],
  };
}

function contents(fonts: Fonts, plan: BundlePlan, placing: Placing, first: number): Node {
  const text = words[plan.locale];
  const head = text.columns.map((label) => line(fonts, label, { bold: true, alignment: "center" }));
  let page = first;
  const body = plan.materials.flatMap((material, index): Node[][] => {
    const entries = [
      ...material.sheets.map((sheet) => ({ name: `${sheet.paper.title}${text.sheet}`, size: "", hash: "" })),
      ...material.files.map(({ fileName, size, sha256 }) => ({
        name: fileName,
        size: sizeText(size),
        hash: sha256.slice(0, HASH_DIGITS),
      })),
    ];
    const rows = entries.map((entry, at): Node[] => {
      const placed = placing[index]?.[at] ?? { apart: "missing" };
      const isApart = "apart" in placed;
      const number = isApart ? text.apart : String(page);
      if (!isApart) page += placed.pages;
      const why = isApart ? bracketed(text.why[placed.apart], plan.locale) : "";
      return [
        line(fonts, `${index + 1}.${at + 1}`, { alignment: "center" }),
        line(fonts, `${entry.name}${why}`, { wordBreak: "break-all" }),
        line(fonts, entry.size, { alignment: "right" }),
        line(fonts, entry.hash, { alignment: "center" }),
        line(fonts, number, { alignment: "right" }),
      ];
    });
    const title = line(fonts, material.title, { bold: true, colSpan: 4 });
    return [[line(fonts, String(index + 1), { bold: true, alignment: "center" }), title, "", "", ""], ...rows];
  });
  return {
    fontSize: 9,
    table: { headerRows: 1, dontBreakRows: true, widths: [30, "*", 52, 92, 34], body: [head, ...body] },
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0.6 },
  };
}

function bracketed(text: string, locale: Locale): string {
  return locale === "zh" ? `（${text}）` : ` (${text})`;
}

function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
