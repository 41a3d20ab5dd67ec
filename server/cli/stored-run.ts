import { type FileHandle, open } from "node:fs/promises";
import type { PastRun } from "../../core/scoring/outcome.ts";
import { manifestOf, resultOf, rowsByRank, type ScoreOutput, type ScoreResult } from "../../core/scoring/results.ts";
import type { ScoringRun } from "../../core/scoring/run.ts";
import { UsageError } from "./command.ts";
import { readJson } from "./read-json.ts";

/**
 * The output of `score --json`: one JSON document with one applicant a line, so that a run of any size is written and
 * read again without ever standing in one text.
 */

/** The lines of the document. Results are worked out as they are asked for. */
export function* linesOfRun(run: ScoringRun, options: { trace: boolean }, findings: unknown): Iterable<string> {
  yield `{"run":${JSON.stringify(manifestOf(run))},`;
  yield '"results":[';
  const rows = rowsByRank(run);
  for (const [place, row] of rows.entries())
    yield `${JSON.stringify(resultOf(run, row, options.trace))}${place + 1 < rows.length ? "," : ""}`;
  yield "],";
  yield `"findings":${JSON.stringify(findings)}}`;
}

/** A run as it was written, read applicant by applicant. */
export interface StoredRun {
  ids: readonly string[];
  resultOf(id: string): Promise<ScoreResult | undefined>;
  close(): Promise<void>;
}

/** Opens an output of `score --json`. Another layout of the same document is taken, too, when it fits into memory. */
export async function openRun(path: string): Promise<StoredRun> {
  if (path === "-") return wholeRun(path);
  const file = await open(path).catch((error: Error) => {
    throw new UsageError(`${path}: ${error.message}`);
  });
  // A pipe cannot be read twice: it is taken whole.
  const places = (await file.stat()).isFile() ? await indexLines(file) : null;
  if (places === null) {
    await file.close();
    return wholeRun(path);
  }
  return {
    ids: [...places.keys()],
    async resultOf(id) {
      const place = places.get(id);
      if (place === undefined) return undefined;
      const bytes = Buffer.alloc(place.length);
      await file.read(bytes, 0, place.length, place.start);
      return JSON.parse(bytes.toString("utf8")) as ScoreResult;
    },
    close: () => file.close(),
  };
}

/** What rules over several runs need of a stored run. */
export async function readPast(path: string): Promise<PastRun> {
  const stored = await openRun(path);
  const results: PastRun["results"][number][] = [];
  for (const id of stored.ids) results.push({ id, decisions: (await stored.resultOf(id))?.decisions });
  await stored.close();
  return { results };
}

const RESULT = /^\{"id":("(?:[^"\\]|\\.)*"),.*\},?$/;

/** Where the result of each applicant stands; null when the document is laid out in another way. */
async function indexLines(file: FileHandle): Promise<Map<string, { start: number; length: number }> | null> {
  const places = new Map<string, { start: number; length: number }>();
  let number = 0;
  let ended = false;
  for await (const { bytes, start } of linesOf(file)) {
    const line = bytes.toString("utf8");
    number++;
    if (number === 1) {
      if (!line.startsWith('{"run":{') || !/"result":"[0-9a-f]{64}"/.test(line)) return null;
    } else if (number === 2) {
      if (line !== '"results":[') return null;
    } else if (line === "],") {
      ended = true;
      break;
    } else {
      const id = RESULT.exec(line)?.[1];
      if (id === undefined) return null;
      places.set(JSON.parse(id) as string, { start, length: bytes.length - (line.endsWith(",") ? 1 : 0) });
    }
  }
  return ended ? places : null;
}

const LINE_FEED = 10;

async function* linesOf(file: FileHandle): AsyncIterable<{ bytes: Buffer; start: number }> {
  let rest = Buffer.alloc(0);
  let start = 0;
  const chunk = Buffer.alloc(1 << 20);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let from = 0;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED, from)) {
      yield { bytes: rest.subarray(from, end), start: start + from };
      from = end + 1;
    }
    rest = rest.subarray(from);
    start += from;
  }
  if (rest.length > 0) yield { bytes: rest, start };
}

async function wholeRun(path: string): Promise<StoredRun> {
  const content = (await readJson(path)) as Partial<ScoreOutput> | null;
  if (!Array.isArray(content?.results) || typeof content.run?.hashes?.result !== "string")
    throw new UsageError(`${path}: not an output of score --json`);
  const results = new Map(content.results.map((result) => [result.id, result]));
  return {
    ids: [...results.keys()],
    resultOf: (id) => Promise.resolve(results.get(id)),
    close: () => Promise.resolve(),
  };
}
