/** What is used of pdfmake 0.3, which comes without types. */
declare module "pdfmake" {
  export type Node = string | { [property: string]: unknown };

  export interface DocumentDefinition {
    pageSize: string;
    pageOrientation: "portrait" | "landscape";
    pageMargins: [number, number, number, number];
    defaultStyle: { font: string; fontSize: number; lineHeight: number };
    info: Record<string, string>;
    language: string;
    content: Node[];
    background?: (page: number) => Node[];
    footer: (page: number, pages: number) => Node;
    /** True to begin a page with a node, which was laid there first. */
    pageBreakBefore?: (node: { headlineLevel?: number; startPosition: { verticalRatio: number } }) => boolean;
    watermark?: Record<string, unknown>;
  }

  interface OutputDocument {
    getBuffer(): Promise<Buffer>;
    getStream(): Promise<{
      provideFont(
        family: string,
        bold: boolean,
        italics: boolean,
      ): { font: { hasGlyphForCodePoint(code: number): boolean } };
    }>;
  }

  const pdfmake: {
    virtualfs: { writeFileSync(name: string, content: Buffer): void };
    setFonts(fonts: Record<string, Record<string, string>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(document: DocumentDefinition): OutputDocument;
  };
  export default pdfmake;
}
