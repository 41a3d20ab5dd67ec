import type { Node } from "pdfmake";
import { create } from "qrcode";

/** Side in points. */
const QR_SIZE = 36;

/** A QR code as squares: drawn, not a picture, so that it stays sharp. */
export function qrDrawing(code: string): Node[] {
  const { modules } = create(code, { errorCorrectionLevel: "M" });
  const side = QR_SIZE / modules.size;
  return Array.from(modules.data as ArrayLike<number>).flatMap((isDark, index) =>
    isDark
      ? [
          {
            type: "rect",
            x: (index % modules.size) * side,
            y: Math.floor(index / modules.size) * side,
            w: side,
            h: side,
            color: "black",
          },
        ]
      : [],
  );
}
