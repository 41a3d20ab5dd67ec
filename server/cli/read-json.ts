import { readFile } from "node:fs/promises";
import { UsageError } from "./command.ts";

/** Reads a text file named on the command line; `-` is standard input. */
export async function readText(path: string): Promise<string> {
  try {
    if (path !== "-") return await readFile(path, "utf8");
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}

/** Reads a JSON file named on the command line. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The message quotes the file, line ends and all.
    throw new UsageError(`${path}: ${(error as Error).message.replace(/\s+/g, " ")}`);
  }
}

/** Reads `--year`; undefined when it was not given. */
export function yearOf(option: string | boolean | undefined): number | undefined {
  if (option === undefined) return undefined;
  const year = Number(option);
  if (!Number.isInteger(year) || year < 2000 || year > 2100) throw new UsageError(`--year ${option}: 2000 to 2100`);
  return year;
}
