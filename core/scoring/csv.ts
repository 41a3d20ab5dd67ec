import type { Finding } from "../problems/finding.ts";
import type { RawTable } from "./facts-text.ts";
import { found } from "./findings.ts";

/**
 * Reads comma separated text (RFC 4180: quoted cells may hold commas, line ends and doubled quotes) with a header line.
 * A row with another number of cells is a finding, never a shifted value.
 */
export function readCsv(text: string): RawTable | { findings: Finding[] } {
  const records = splitRecords(text.startsWith("\uFEFF") ? text.slice(1) : text);
  if (records === null)
    return { findings: [found("", "csv-quote", "引号没有闭合", "A quotation mark is never closed")] };
  const [header, ...rows] = records;
  if (header === undefined) return { findings: [found("", "csv-empty", "文件是空的", "The file is empty")] };
  const columns = header.map((name) => name.trim());
  const findings = rows.flatMap((row, index) =>
    row.length === columns.length
      ? []
      : [
          found(
            `/${index}`,
            "csv-cells",
            `第 ${index + 1} 行有 ${row.length} 个单元格，表头有 ${columns.length} 个`,
            `Row ${index + 1} has ${row.length} cells, the header ${columns.length}`,
          ),
        ],
  );
  return findings.length > 0 ? { findings: findings.slice(0, 100) } : { columns, rows };
}

function splitRecords(text: string): string[][] | null {
  const records: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  const end = text.length;
  while (at < end) {
    let cell: string;
    if (text.charCodeAt(at) === 34) {
      const read = quoted(text, at);
      if (read === null) return null;
      [cell, at] = read;
    } else {
      const start = at;
      while (at < end) {
        const code = text.charCodeAt(at);
        if (code === 44 || code === 10 || code === 13) break;
        at++;
      }
      cell = text.slice(start, at);
    }
    cells.push(cell);
    const code = text.charCodeAt(at);
    if (code === 44) {
      at++;
      if (at === end) cells.push("");
      continue;
    }
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    at++;
    if (cells.length > 1 || cells[0] !== "") records.push(cells);
    cells = [];
  }
  if (cells.length > 0) records.push(cells);
  return records;
}

function quoted(text: string, start: number): [string, number] | null {
  let cell = "";
  for (let at = start + 1; ; ) {
    const close = text.indexOf('"', at);
    if (close < 0) return null;
    cell += text.slice(at, close);
    if (text.charCodeAt(close + 1) !== 34) {
      // What follows the closing quote up to the separator belongs to the cell, as spreadsheets read it.
      let after = close + 1;
      while (after < text.length && ![44, 10, 13].includes(text.charCodeAt(after))) after++;
      return [cell + text.slice(close + 1, after), after];
    }
    cell += '"';
    at = close + 2;
  }
}
