import { type LocalText, toLocalText } from "../../problems/finding.ts";
import { decimal, equals } from "../exact.ts";
import { type Group, isLeaf, nodesOf, type SchemeDocument, type SchemeNode } from "../scheme-document.ts";
import { apportion } from "./apportion.ts";

/** A group of a scheme whose children's weights can be fixed by people: what they are asked about. */
export interface WeighedGroup {
  id: string;
  title: LocalText;
  /** What the weights of the items add up to, as a decimal. */
  whole: string;
  /** True when the whole is the group's own weight, which may be fixed together with those below it. */
  ofOwnWeight: boolean;
  /** Decimal places of the weights as the scheme prints them. */
  places: number;
  /** The items, in the order of the scheme, with the weights that stand in it. */
  items: { id: string; title: LocalText; basis: string; weight: string }[];
}

/** Groups of a scheme whose children all print a weight, parents before children. */
export function groupsToWeigh(document: SchemeDocument): WeighedGroup[] {
  return nodesOf(document).flatMap(({ node }) => {
    if (isLeaf(node) || node.children.length < 2) return [];
    const items = node.children.flatMap((child) =>
      child.weight === undefined
        ? []
        : [{ id: child.id, title: toLocalText(child.title), basis: child.basis, weight: String(child.weight) }],
    );
    if (items.length !== node.children.length) return [];
    const own = partsOwnWeight(node) ? node.weight : undefined;
    return [
      {
        id: node.id,
        title: toLocalText(node.title),
        whole: own === undefined ? "100" : String(own),
        ofOwnWeight: own !== undefined,
        places: Math.max(...items.map(({ weight }) => weight.split(".")[1]?.length ?? 0)),
        items,
      },
    ];
  });
}

/** Whether the weights below a group are parts of its own weight rather than percentages. */
function partsOwnWeight(group: Group): boolean {
  const { normalise } = group.combine as { normalise?: string };
  return normalise === "parent" || normalise === "sum";
}

/** Weights by group and item. */
export type FixedWeights = Record<string, Record<string, string>>;

/** Groups of a scheme that no longer have the items the weights were fixed for. */
export function groupsThatDiffer(document: SchemeDocument, weights: FixedWeights): string[] {
  const present = new Map(groupsToWeigh(document).map((group) => [group.id, group]));
  return Object.entries(weights).flatMap(([id, items]) => {
    const ids = present.get(id)?.items.map((item) => item.id) ?? [];
    const fixed = Object.keys(items);
    return ids.length === fixed.length && ids.every((item) => Object.hasOwn(items, item)) ? [] : [id];
  });
}

/** Items of fixed groups whose weight in a scheme is another one, or missing. */
export function weightsThatDiffer(document: SchemeDocument, weights: FixedWeights): { group: string; item: string }[] {
  const present = new Map(groupsToWeigh(document).map((group) => [group.id, group.items]));
  return Object.entries(weights).flatMap(([group, fixed]) => {
    const items = present.get(group) ?? [];
    const ids = new Set([...Object.keys(fixed), ...items.map(({ id }) => id)]);
    return [...ids].flatMap((item) => {
      const weight = items.find(({ id }) => id === item)?.weight;
      const wanted = fixed[item];
      const isSame = weight !== undefined && wanted !== undefined && equals(decimal(weight), decimal(wanted));
      return isSame ? [] : [{ group, item }];
    });
  });
}

/** Where the weights of a scheme come from. */
export type WeightsSource = NonNullable<SchemeDocument["weights"]>;

/**
 * The scheme with fixed weights in place of its own, and with their source. Below a group whose own weight changed, and
 * which was not weighed itself, weights keep their proportions.
 */
export function withWeights(document: SchemeDocument, weights: FixedWeights, source: WeightsSource): SchemeDocument {
  const groups = new Map(groupsToWeigh(document).map((group) => [group.id, group]));
  const write = (node: SchemeNode, weight: string | undefined): SchemeNode => {
    const own = weight === undefined ? node : { ...node, weight };
    if (isLeaf(own)) return own;
    const fixed = weights[own.id] ?? inProportion(groups.get(own.id), weight);
    return { ...own, children: own.children.map((child) => write(child, fixed?.[child.id])) };
  };
  return { ...document, root: write(document.root as SchemeNode, undefined), weights: source } as SchemeDocument;
}

/** Weights of a group that divides its own weight, for another such weight; undefined where nothing changes. */
function inProportion(group: WeighedGroup | undefined, whole: string | undefined): Record<string, string> | undefined {
  if (!group?.ofOwnWeight || whole === undefined || equals(decimal(whole), decimal(group.whole))) return undefined;
  const parts = apportion(
    group.items.map(({ weight }) => decimal(weight)),
    decimal(whole),
    group.places,
  );
  return parts === null ? undefined : Object.fromEntries(group.items.map(({ id }, at) => [id, parts[at] as string]));
}
