import { pointer } from "../json/pointer.ts";
import type { Finding } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { type CellTaker, type RawTable, streamCsv } from "./csv.ts";
import { type FactFiller, fillerOf } from "./fact-filler.ts";
import { checkIds, type FactTable, FactTableBuilder } from "./fact-table.ts";
import { found } from "./findings.ts";
import type { SchemeDocument } from "./scheme-document.ts";
import { ownText, sourceOf, type TextSource } from "./text-source.ts";

export type FactsFormat = "csv" | "ndjson";

/** More than this are counted, not listed. */
const MOST_FINDINGS = 100;

/**
 * Reads a table of facts: `id` and one column a fact, as CSV with a header or one JSON object a line. Every number keeps
 * its digits as written. Findings name row and column; with an error among them there is no table.
 */
export function readFactTable(
  document: SchemeDocument,
  text: string | TextSource,
  format: FactsFormat,
): { table: FactTable | null; findings: Finding[] } {
  const source = sourceOf(text);
  const broken = checkEncoding(source);
  if (broken.length > 0) return { table: null, findings: broken };
  const read =
    format === "csv" ? readCsvFacts(document, source) : readJsonFacts(document, [...source.pieces()].join(""));
  if ("findings" in read) return { table: null, findings: read.findings };
  const columns = checkColumns(document, read, format);
  if (columns.some(({ level }) => level === "error")) return { table: null, findings: columns };
  const { ids } = read;
  const builder = new FactTableBuilder(ids);
  for (const filler of read.fillers) builder.addFilled(filler);
  const wrong = [...checkIds(ids), ...builder.findings];
  const shown = wrong.slice(0, MOST_FINDINGS);
  if (wrong.length > MOST_FINDINGS)
    shown.push(
      found(
        "",
        "facts-more",
        `另有 ${wrong.length - MOST_FINDINGS} 处问题未列出`,
        `${wrong.length - MOST_FINDINGS} more findings are not listed`,
      ),
    );
  return { table: wrong.length > 0 ? null : builder.finish(), findings: [...columns, ...shown] };
}

/** A table gone over once: what each fact of the scheme was given. */
interface ReadFacts {
  columns: readonly string[];
  ids: readonly string[];
  /** Of every fact that is not computed, in the order of the scheme. */
  fillers: readonly FactFiller[];
}

const fillersOf = (document: SchemeDocument, mostRows: number): FactFiller[] =>
  document.facts.filter(({ computed }) => computed === undefined).map((fact) => fillerOf(fact, mostRows));

function readCsvFacts(document: SchemeDocument, source: TextSource): ReadFacts | { findings: Finding[] } {
  const ids: string[] = [];
  let fillers: FactFiller[] = [];
  const takeId: CellTaker = { take: (row, cell) => (ids[row] = ownText(cell.trim())) };
  const read = streamCsv(source, (columns, mostRows) => {
    fillers = fillersOf(document, mostRows);
    const takers = new Map<string, CellTaker>(fillers.map((filler) => [filler.fact.id, filler]));
    return columns.map((name) => (name === "id" ? takeId : takers.get(name)));
  });
  return "findings" in read ? read : { columns: read.columns, ids, fillers };
}

function readJsonFacts(document: SchemeDocument, text: string): ReadFacts | { findings: Finding[] } {
  const raw = readNdjson(text);
  if ("findings" in raw) return raw;
  const fillers = fillersOf(document, raw.rows);
  const at = (name: string) => raw.columns.indexOf(name);
  for (const filler of fillers) {
    const column = at(filler.fact.id);
    if (column >= 0) for (let row = 0; row < raw.rows; row++) filler.take(row, raw.cell(row, column));
  }
  const idAt = at("id");
  const ids = Array.from({ length: raw.rows }, (_, row) => (idAt < 0 ? "" : idText(raw.cell(row, idAt))));
  return { columns: raw.columns, ids, fillers };
}

/** The id of an applicant; a list or an object is none. */
const idText = (value: unknown): string => (typeof value === "object" ? "" : String(value ?? "").trim());

/** Bytes that were no UTF-8 became U+FFFD when the file was read: names and texts in it are lost. */
export function checkEncoding(source: TextSource): Finding[] {
  for (const piece of source.pieces()) if (piece.includes("\ufffd")) return [wrongEncoding(source)];
  return [];
}

function wrongEncoding(source: TextSource): Finding {
  let line = 1;
  for (const piece of source.pieces()) {
    const at = piece.indexOf("\ufffd");
    line += (at < 0 ? piece : piece.slice(0, at)).split("\n").length - 1;
    if (at >= 0) break;
  }
  return found(
    "",
    "facts-encoding",
    `文件第 ${line} 行起不是 UTF-8 编码（可能是 GBK），请另存为“CSV UTF-8”`,
    `The file is not UTF-8 (from line ${line}; perhaps GBK): save it as "CSV UTF-8"`,
  );
}

function checkColumns(document: SchemeDocument, { columns, ids }: ReadFacts, format: FactsFormat): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, name] of columns.entries()) {
    if (name === "") {
      // Spreadsheets leave such columns at the end.
      findings.push(
        found(
          "",
          "facts-unknown-column",
          `第 ${index + 1} 列没有名称，不采用`,
          `Column ${index + 1} has no name; it is not used`,
          "warning",
        ),
      );
      continue;
    }
    if (seen.has(name))
      findings.push(found(`/${name}`, "facts-column-twice", `列“${name}”出现两次`, `Column "${name}" stands twice`));
    seen.add(name);
    const fact = document.facts.find(({ id }) => id === name);
    if (fact?.computed !== undefined)
      findings.push(
        found(
          `/${name}`,
          "facts-computed",
          `“${name}”由方案计算，表中的值不采用`,
          `"${name}" is computed by the scheme; the value given is not used`,
          "warning",
        ),
      );
    if (fact === undefined && name !== "id") {
      const hint = didYouMean(name, ["id", ...document.facts.map(({ id }) => id)]);
      findings.push(
        found(
          `/${name}`,
          "facts-unknown-column",
          `方案没有事实“${name}”${hint.zh}，该列不采用`,
          `The scheme has no fact "${name}"${hint.en}; the column is not used`,
          "warning",
        ),
      );
    }
  }
  if (!seen.has("id")) findings.push(found("/id", "facts-column", "缺少 id 列", 'Column "id" is missing'));
  // A line of JSON may leave out what is blank; a column of CSV that is not there at all is a mistake.
  const level = format === "csv" ? "error" : "warning";
  for (const fact of document.facts)
    if (fact.computed === undefined && !seen.has(fact.id))
      findings.push(
        found(
          `/${fact.id}`,
          "facts-column",
          `缺少列“${fact.id}”`,
          `Column "${fact.id}" is missing`,
          ids.length === 0 ? "warning" : level,
        ),
      );
  return findings;
}

/** A number of JSON text with its digits: the token itself, marked so that it is told from a text. */
const NUMBER_MARK = "\u0001";

/** One object a line. Numbers are kept as text, so that no digit is lost in a double. */
export function readNdjson(text: string): RawTable | { findings: Finding[] } {
  const findings: Finding[] = [];
  const objects: Record<string, unknown>[] = [];
  let row = 0;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    if (line.trim() === "") continue;
    row++;
    const read = isDeep(line) ? null : readLine(line);
    const twice = read === null ? undefined : keyTwice(line);
    if (read === null)
      findings.push(found(`/${row - 1}`, "facts-line", `第 ${row} 行不是 JSON 对象`, `Row ${row} is no JSON object`));
    else if (twice !== undefined)
      findings.push(
        found(
          pointer(row - 1, twice),
          "facts-column-twice",
          `第 ${row} 行“${twice}”出现两次`,
          `Row ${row}: "${twice}" stands twice`,
        ),
      );
    else objects.push(read);
  }
  if (findings.length > 0) return { findings };
  const columns = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  return {
    columns,
    rows: objects.length,
    cell(row, column) {
      const [object, name] = [objects[row] as Record<string, unknown>, columns[column] as string];
      return Object.hasOwn(object, name) ? plain(object[name]) : null;
    },
  };
}

function readLine(line: string): Record<string, unknown> | null {
  const marked = line.replace(/"(?:[^"\\]|\\.)*"|-?(?:Infinity|NaN|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(NUMBER_MARK + token),
  );
  try {
    const value: unknown = JSON.parse(marked);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Lists of codes stand one level below the object; what is nested far deeper is no row of facts. */
const MOST_LEVELS = 20;

function isDeep(line: string): boolean {
  let depth = 0;
  for (const [token] of line.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    if (depth > MOST_LEVELS) return true;
  }
  return false;
}

/** A key that an object names twice: JSON would silently take the last. */
function keyTwice(line: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  for (const [, text, colon, bracket] of line.matchAll(/("(?:[^"\\]|\\.)*")(?:\s*(:))?|([{}[\]])/g)) {
    if (bracket !== undefined) depth += bracket === "{" || bracket === "[" ? 1 : -1;
    if (text === undefined || colon === undefined || depth !== 1) continue;
    // A letter may be written as itself or escaped.
    const key = JSON.parse(text) as string;
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return undefined;
}

/** Takes the marks off again. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(NUMBER_MARK) ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
}
