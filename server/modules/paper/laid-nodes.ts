import type { PiecePart } from "./split-piece.ts";

/** What is remembered of a sheet while it is made, to see where it was laid. */

/** A node of a row whose part is to be closed at the end of a page. */
export interface LaidNode {
  /** Name of the piece. */
  piece: string;
  part: PiecePart;
  /** Row of the part. */
  row: number;
  /** Pdfmake notes in it where it was laid. */
  node: { positions?: readonly { pageNumber: number }[] };
}

/** A row that may be higher than a page, and the node of its blank. */
export interface HighRow extends Omit<LaidNode, "piece"> {
  columns: readonly number[];
}

/** The end of a list, and the line below it. */
export interface ListEnd {
  /** Name of the list. */
  piece: string;
  rows: number;
  last: LaidNode["node"];
  below: LaidNode["node"];
}
