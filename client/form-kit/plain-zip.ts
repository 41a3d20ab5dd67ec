import { unzipSync, zipSync } from "fflate";

/**
 * Stands in for `fflate` in the spreadsheet libraries (vite.config.ts). Its asynchronous functions start workers from
 * `blob:` addresses, which the content policy forbids; a table of a form is packed in the same breath. It also refuses
 * an archive that would unpack to more than any table can be.
 */

export { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const MOST_BYTES = 64 * 1024 * 1024;

type Files = Record<string, Uint8Array>;
type Done<T> = (error: Error | null, result: T | undefined) => void;

export function zip(files: Files, done: Done<Uint8Array>): void {
  settle(() => zipSync(files), done);
}

export function unzip(archive: Uint8Array, done: Done<Files>): void {
  let bytes = 0;
  const fits = ({ originalSize }: { originalSize: number }) => {
    bytes += originalSize;
    if (bytes > MOST_BYTES) throw new Error("the archive unpacks to more than a table can be");
    return true;
  };
  settle(() => unzipSync(archive, { filter: fits }), done);
}

function settle<T>(work: () => T, done: Done<T>): void {
  let result: T;
  try {
    result = work();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)), undefined);
    return;
  }
  done(null, result);
}
