import { pointer } from "../json/pointer.ts";
import type { Finding } from "../problems/finding.ts";
import { readCsv } from "./csv.ts";
import { compare, decimal, type Exact, readDecimal } from "./exact.ts";
import { checkEncoding } from "./facts-text.ts";
import { found } from "./findings.ts";
import type { Mark, MarkTable } from "./mark-table.ts";
import { isLeaf, nodesOf, type Panel, type SchemeDocument } from "./scheme-document.ts";
import { sourceOf } from "./text-source.ts";

const COLUMNS = ["applicant", "leaf", "expert", "points"] as const;

/**
 * Reads the marks of experts: CSV with the columns applicant, leaf, expert, points. A mark for nobody or for no item is
 * kept as stray and not counted; a second mark of one expert for one item, or one outside the scale, is an error.
 */
export function readMarkTable(
  document: SchemeDocument,
  applicants: ReadonlySet<string>,
  text: string,
): { marks: MarkTable | null; findings: Finding[] } {
  const broken = checkEncoding(sourceOf(text));
  if (broken.length > 0) return { marks: null, findings: broken };
  const raw = readCsv(text);
  if ("findings" in raw) return { marks: null, findings: raw.findings };
  const missing = COLUMNS.filter((name) => !raw.columns.includes(name)).map((name) =>
    found(`/${name}`, "marks-column", `评分表缺少列“${name}”`, `The marks lack the column "${name}"`),
  );
  const twice = COLUMNS.filter((name) => raw.columns.indexOf(name) !== raw.columns.lastIndexOf(name)).map((name) =>
    found(`/${name}`, "marks-column", `评分表的列“${name}”出现两次`, `Column "${name}" of the marks stands twice`),
  );
  if (missing.length + twice.length > 0) return { marks: null, findings: [...missing, ...twice] };
  const places = COLUMNS.map((name) => raw.columns.indexOf(name));
  const items = panelItems(document);
  const kept = new Map<string, Mark[]>();
  const stray: { applicant: string; item: string; expert: string }[] = [];
  const findings: Finding[] = [];
  for (let index = 0; index < raw.rows; index++) {
    const [applicant, item, expert, pointsText] = places.map((place) => String(raw.cell(index, place)).trim()) as [
      string,
      string,
      string,
      string,
    ];
    const panel = items.get(item);
    if (panel === undefined || !applicants.has(applicant)) {
      stray.push({ applicant, item, expert });
      findings.push(
        found(
          pointer(index),
          "marks-stray",
          `评分第 ${index + 1} 行没有对应的申报或指标，保留但不计`,
          `Marks row ${index + 1} names no applicant or item of this run; kept, not counted`,
          "warning",
        ),
      );
      continue;
    }
    const points = readDecimal(pointsText);
    if (typeof points === "string" || !inScale(points, panel)) {
      findings.push(
        found(
          pointer(index, "points"),
          "marks-points",
          `评分第 ${index + 1} 行的“${pointsText}”不是 ${panel.scale.join("–")} 之间的分值`,
          `Marks row ${index + 1}: "${pointsText}" is no mark from ${panel.scale.join(" to ")}`,
        ),
      );
      continue;
    }
    if (expert === "") {
      findings.push(
        found(
          pointer(index, "expert"),
          "marks-expert",
          `评分第 ${index + 1} 行没有写明专家`,
          `Marks row ${index + 1} names no expert`,
        ),
      );
      continue;
    }
    const key = JSON.stringify([applicant, item]);
    const list = kept.get(key) ?? [];
    kept.set(key, list);
    if (list.some((mark) => mark.expert === expert)) {
      findings.push(
        found(
          pointer(index, "expert"),
          "marks-duplicate",
          `评分第 ${index + 1} 行：专家“${expert}”已为该项打分`,
          `Marks row ${index + 1}: expert "${expert}" has marked this item already`,
        ),
      );
      continue;
    }
    list.push({ expert, points });
  }
  if (findings.some(({ level }) => level === "error")) return { marks: null, findings };
  const marks = (applicant: string, item: string) => kept.get(JSON.stringify([applicant, item])) ?? [];
  return { marks: { marks, stray }, findings };
}

/** True for a mark from the lowest to the highest of the panel. */
export function inScale(points: Exact, { scale: [low, high] }: Panel): boolean {
  return compare(points, decimal(low)) >= 0 && compare(points, decimal(high)) <= 0;
}

/** Items that experts mark, with the panel that does. */
export function panelItems(document: SchemeDocument): Map<string, Panel> {
  const items = new Map<string, Panel>();
  for (const { node } of nodesOf(document)) {
    if (!isLeaf(node)) continue;
    const { panel, item } = node.score as { panel?: string; item?: string };
    const rules = panel === undefined ? undefined : document.panels?.[panel];
    if (rules !== undefined) items.set(item ?? node.id, rules);
  }
  return items;
}
