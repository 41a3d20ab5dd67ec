import type { Locale } from "../problems/finding.ts";
import type { LeafTrace } from "./trace.ts";

/**
 * One leaf as a sentence: what was put in, where it stands in its cohort, which rule applied, what it gave, and the
 * clause. `入驻率 92 % → 东部 61 家中第 12 名 → 第 1 档 → 100 分 × 1.8% × 80% = 1.44（附件2）`.
 */
export function explain(leaf: LeafTrace, locale: Locale): string {
  const zh = locale === "zh";
  const parts = [inputText(leaf, zh)];
  if (leaf.treated !== leaf.raw && leaf.treated !== null)
    parts.push(zh ? `按 ${leaf.treated} 计` : `counted as ${leaf.treated}`);
  if (leaf.rank !== null) parts.push(positionText(leaf, zh));
  parts.push(leaf.rule[locale]);
  const worked = leaf.weightPath.some((share) => share !== "1");
  if (worked && leaf.points !== null)
    parts.push(
      `${[leaf.points, ...leaf.weightPath.filter((share) => share !== "1")].join(" × ")} = ${leaf.contribution}`,
    );
  const flags = leaf.flags.map((flag) => flag[locale]);
  const tail = [leaf.basis, ...flags].join(zh ? "；" : "; ");
  return `${parts.join(" → ")}${zh ? `（${tail}）` : ` (${tail})`}`;
}

function inputText({ title, raw, unit, fact }: LeafTrace, zh: boolean): string {
  const name = zh ? title.zh : title.en;
  if (fact === null) return name;
  const value = raw === null ? (zh ? "未填报" : "not given") : shown(raw, zh);
  return `${name}${zh ? "：" : ": "}${value}${raw !== null && unit !== null ? ` ${unit}` : ""}`;
}

function shown(raw: string, zh: boolean): string {
  if (raw === "true") return zh ? "是" : "yes";
  if (raw === "false") return zh ? "否" : "no";
  return raw === "" ? (zh ? "未勾选" : "none ticked") : raw;
}

function positionText({ cohort, n, rank, ties }: LeafTrace, zh: boolean): string {
  const whole = cohort === null || cohort === "all";
  const shared = (ties ?? 1) > 1;
  if (zh) return `${whole ? "全体" : cohort} ${n} 家中第 ${rank} 名${shared ? `（${ties} 家并列）` : ""}`;
  return `place ${rank} of ${n}${whole ? "" : ` in ${cohort}`}${shared ? ` (${ties} equal)` : ""}`;
}
