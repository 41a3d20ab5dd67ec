import {
  concatTransformationMatrix,
  drawObject,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  popGraphicsState,
  pushGraphicsState,
} from "@cantoo/pdf-lib";

/** Flags of annotations that are not to be seen. */
const HIDDEN = 0b10;
const NO_VIEW = 0b100000;

type Box = [left: number, bottom: number, right: number, top: number];

/**
 * Draws the looks of annotations into the page and takes the annotations away: electronic seals, stamps, and filled
 * fields stay to be seen, while links, scripts and attached files are gone.
 */
export function flattenAnnotations(page: PDFPage): void {
  const annotations = page.node.lookup(PDFName.of("Annots"));
  if (!(annotations instanceof PDFArray)) return;
  for (let index = 0; index < annotations.size(); index++) {
    const annotation = annotations.lookup(index);
    if (annotation instanceof PDFDict) drawAppearance(page, annotation);
  }
}

function drawAppearance(page: PDFPage, annotation: PDFDict): void {
  const flags = annotation.lookup(PDFName.of("F"));
  const isHidden = flags instanceof PDFNumber && (flags.asNumber() & (HIDDEN | NO_VIEW)) !== 0;
  if (isHidden || annotation.lookup(PDFName.of("Subtype")) === PDFName.of("Popup")) return;
  const ref = appearanceOf(annotation);
  const form = ref === null ? undefined : page.doc.context.lookup(ref);
  if (ref === null || !(form instanceof PDFRawStream)) return;
  const place = boxOf(annotation.lookup(PDFName.of("Rect")));
  const box = boxOf(form.dict.lookup(PDFName.of("BBox")));
  if (place === null || box === null) return;
  const drawn = turned(box, form.dict.lookup(PDFName.of("Matrix")));
  const [across, up] = [drawn[2] - drawn[0], drawn[3] - drawn[1]];
  if (across <= 0 || up <= 0) return;
  const [x, y] = [(place[2] - place[0]) / across, (place[3] - place[1]) / up];
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(x, 0, 0, y, place[0] - drawn[0] * x, place[1] - drawn[1] * y),
    drawObject(page.node.newXObject("Annotation", ref)),
    popGraphicsState(),
  );
}

/** The look an annotation shows now; a box that can be ticked has one for each state. */
function appearanceOf(annotation: PDFDict): PDFRef | null {
  const looks = annotation.lookup(PDFName.of("AP"));
  if (!(looks instanceof PDFDict)) return null;
  const normal = looks.get(PDFName.of("N"));
  const states = looks.lookup(PDFName.of("N"));
  if (!(states instanceof PDFDict)) return normal instanceof PDFRef ? normal : null;
  const state = annotation.lookup(PDFName.of("AS"));
  const chosen = state instanceof PDFName ? states.get(state) : undefined;
  return chosen instanceof PDFRef ? chosen : null;
}

/** Four finite numbers, left before right and bottom before top. */
function boxOf(value: unknown): Box | null {
  const numbers = numbersOf(value, 4);
  if (numbers === null) return null;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

/** The box that holds a box after a form's own matrix. */
function turned([left, bottom, right, top]: Box, matrix: unknown): Box {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(matrix, 6) ?? [];
  const corners = [left, right].flatMap((x) =>
    [bottom, top].map((y): [number, number] => [a * x + c * y + e, b * x + d * y + f]),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function numbersOf(value: unknown, count: number): number[] | null {
  if (!(value instanceof PDFArray) || value.size() !== count) return null;
  const numbers = Array.from({ length: count }, (_, index) => {
    const entry = value.lookup(index);
    return entry instanceof PDFNumber ? entry.asNumber() : Number.NaN;
  });
  return numbers.every(Number.isFinite) ? numbers : null;
}
