import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { TextSource } from "../../core/scoring/text-source.ts";
import { UsageError } from "./command.ts";
import { readText } from "./read-json.ts";

const PIECE = 1 << 20;
const LINE_FEED = 10;

/**
 * A text file named on the command line, read a piece at a time whenever it is gone over; what cannot be read twice
 * (standard input, a pipe) is taken whole.
 */
export async function textPieces(path: string): Promise<string | TextSource> {
  if (path === "-" || !isFile(path)) return readText(path);
  return { pieces: () => piecesOf(path) };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Pieces end with a line where they hold one, so that no letter is cut in two. */
function* piecesOf(path: string): Iterable<string> {
  const file = openFile(path);
  try {
    let rest = Buffer.alloc(0);
    const room = Buffer.alloc(PIECE);
    for (;;) {
      const read = room.subarray(0, readSync(file, room));
      if (read.length === 0) break;
      const end = read.lastIndexOf(LINE_FEED) + 1;
      if (end > 0) yield Buffer.concat([rest, read.subarray(0, end)]).toString("utf8");
      rest = Buffer.concat([end > 0 ? Buffer.alloc(0) : rest, read.subarray(end)]);
    }
    if (rest.length > 0) yield rest.toString("utf8");
  } finally {
    closeSync(file);
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}
