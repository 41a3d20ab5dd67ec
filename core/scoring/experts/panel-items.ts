import { type LocalText, toLocalText } from "../../problems/finding.ts";
import type { CompiledScheme } from "../compile-scheme.ts";
import { countsFor, withComputed } from "../evaluate.ts";
import type { FactTable } from "../fact-table.ts";
import type { Leaf } from "../scheme-document.ts";

/** One thing a panel marks, with what an expert needs to know of it. */
export interface PanelItem {
  id: string;
  title: LocalText;
  /** Titles of the groups it stands in, outermost first, without the root. */
  path: LocalText[];
  basis: string;
  /** What the lowest and the highest mark become in the score. */
  low: string;
  high: string;
  /** Sections of the form, and evidence requirements, to look at. */
  sections: readonly string[];
  evidence: readonly string[];
}

interface PanelScore {
  panel?: string;
  item?: string;
  low?: string | number;
  high?: string | number;
  sections?: string[];
  evidence?: string[];
}

/** Everything a panel marks, in the order of the scheme. A leaf that shares an item with an earlier one adds nothing. */
export function panelItemsOf(scheme: CompiledScheme, panelId: string): PanelItem[] {
  return distinct(placesOf(scheme, panelId).map((place) => itemAt(scheme, place)));
}

/** What a panel marks of one applicant: without the branches that its own choices leave out. */
export function sheetItemsOf(scheme: CompiledScheme, panelId: string, facts: FactTable, row: number): PanelItem[] {
  const table = withComputed(scheme, facts);
  const counting = placesOf(scheme, panelId).filter((place) => countsFor(scheme, table, place, row));
  return distinct(counting.map((place) => itemAt(scheme, place)));
}

/** Panels that at least one leaf needs. */
export function panelsInUse(scheme: CompiledScheme): string[] {
  return Object.keys(scheme.document.panels ?? {}).filter((panelId) => placesOf(scheme, panelId).length > 0);
}

function placesOf(scheme: CompiledScheme, panelId: string): number[] {
  return scheme.nodes.flatMap(({ leaf }, place) =>
    leaf !== null && scoreOf(leaf.node).panel === panelId ? [place] : [],
  );
}

function itemAt(scheme: CompiledScheme, place: number): PanelItem {
  const leaf = scheme.nodes[place]?.leaf?.node as Leaf;
  const { item = leaf.id, low, high, sections = [], evidence = [] } = scoreOf(leaf);
  const path: LocalText[] = [];
  for (let at = scheme.nodes[place]?.parent ?? -1; at > 0; at = scheme.nodes[at]?.parent ?? -1) {
    const group = scheme.nodes[at]?.group?.node;
    if (group !== undefined) path.unshift(toLocalText(group.title));
  }
  return {
    id: item,
    title: toLocalText(leaf.title),
    path,
    basis: leaf.basis,
    low: String(low),
    high: String(high),
    sections,
    evidence,
  };
}

/** Kinds made of kinds may hold a panel too; only a leaf that is one itself is marked. */
function scoreOf(leaf: Leaf): PanelScore {
  return leaf.score as PanelScore;
}

function distinct(items: readonly PanelItem[]): PanelItem[] {
  return items.filter((item, at) => items.findIndex(({ id }) => id === item.id) === at);
}
