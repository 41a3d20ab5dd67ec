import type { FormDocument } from "../forms/form-document.ts";
import { pointer } from "../json/pointer.ts";
import type { Finding } from "../problems/finding.ts";
import { didYouMean } from "../rules/did-you-mean.ts";
import { CONFLICT_KINDS } from "./experts/conflict-kinds.ts";
import { found } from "./findings.ts";
import { isLeaf, nodesOf, type SchemeDocument } from "./scheme-document.ts";

/** Judges the panels of a scheme: known kinds of conflict, and somebody who needs them. */
export function checkPanels(document: SchemeDocument): Finding[] {
  const known = CONFLICT_KINDS.map(({ id }) => id);
  const used = new Set(
    nodesOf(document).map(({ node }) => (isLeaf(node) ? (node.score as PanelScore).panel : undefined)),
  );
  return Object.entries(document.panels ?? {}).flatMap(([id, panel]) => {
    const unknown = panel.conflicts.flatMap((kind, index) => {
      if (known.includes(kind)) return [];
      const hint = didYouMean(kind, known);
      return [
        found(
          pointer("panels", id, "conflicts", index),
          "scheme-unknown-conflict",
          `不认识的回避情形“${kind}”${hint.zh}；可用：${known.join("、")}`,
          `Unknown kind of conflict "${kind}"${hint.en}; known: ${known.join(", ")}`,
        ),
      ];
    });
    if (used.has(id)) return unknown;
    const idle = found(
      pointer("panels", id),
      "scheme-panel-unused",
      `没有指标由评审组“${id}”评分`,
      `Nothing is marked by the panel "${id}"`,
      "warning",
    );
    return [...unknown, idle];
  });
}

/** Holds what experts are shown beside an item against the form: its sections and evidence must be there. */
export function checkPanelSources(document: SchemeDocument, form: FormDocument): Finding[] {
  const sections = form.layout.sections.map(({ id }) => id);
  const evidence = form.evidence.map(({ id }) => id);
  return nodesOf(document).flatMap(({ node, pointer: at }) => {
    if (!isLeaf(node)) return [];
    const score = node.score as PanelScore;
    return [
      ...strange(score.sections ?? [], sections, `${at}/score/sections`, { zh: "章节", en: "section" }),
      ...strange(score.evidence ?? [], evidence, `${at}/score/evidence`, { zh: "佐证材料", en: "evidence" }),
    ];
  });
}

interface PanelScore {
  panel?: string;
  sections?: string[];
  evidence?: string[];
}

function strange(ids: readonly string[], known: readonly string[], at: string, what: { zh: string; en: string }) {
  return ids.flatMap((id, index) => {
    if (known.includes(id)) return [];
    const hint = didYouMean(id, known);
    return [
      found(
        `${at}/${index}`,
        "scheme-no-source",
        `申报表没有${what.zh}“${id}”${hint.zh}`,
        `The form has no ${what.en} "${id}"${hint.en}`,
      ),
    ];
  });
}
