import { readFile } from "node:fs/promises";
import pdfmake from "pdfmake";
import { makeBoxFont } from "./box-font.ts";

/** The fonts of printed sheets: read once, kept for the life of the process. */

export const TEXT_FONT = "Text";
export const BOX_FONT = "Boxes";

/** Printed for a character the Chinese font does not have: the printers' mark for a missing type. */
const MISSING = "〓";

export interface Fonts {
  /** A text with every character the font lacks replaced by 〓. */
  printable(text: string): string;
}

let loading: Promise<Fonts> | undefined;

export function loadFonts(): Promise<Fonts> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Fonts> {
  const regular = import.meta.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf");
  const bold = import.meta.resolve("@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf");
  pdfmake.virtualfs.writeFileSync("regular.ttf", await readFile(new URL(regular)));
  pdfmake.virtualfs.writeFileSync("bold.ttf", await readFile(new URL(bold)));
  pdfmake.virtualfs.writeFileSync("boxes.ttf", makeBoxFont());
  pdfmake.setFonts({
    [TEXT_FONT]: { normal: "regular.ttf", bold: "bold.ttf" },
    [BOX_FONT]: { normal: "boxes.ttf", bold: "boxes.ttf" },
  });
  // A document is made of what it is given: it fetches nothing and opens no file.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  const has = await glyphTest();
  return { printable: (text) => [...text].map((char) => (char === "\n" || has(char) ? char : MISSING)).join("") };
}

/** Asks the font whether it has a character; answers are kept, because every sheet asks for the same ones. */
async function glyphTest(): Promise<(char: string) => boolean> {
  const probe = await pdfmake
    .createPdf({
      pageSize: "A4",
      pageOrientation: "portrait",
      pageMargins: [0, 0, 0, 0],
      defaultStyle: { font: TEXT_FONT, fontSize: 10, lineHeight: 1 },
      info: {},
      language: "zh-CN",
      content: [],
      footer: () => "",
    })
    .getStream();
  const { font } = probe.provideFont(TEXT_FONT, false, false);
  const known = new Map<string, boolean>();
  return (char) => {
    let has = known.get(char);
    if (has === undefined) {
      has = font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0);
      known.set(char, has);
    }
    return has;
  };
}
