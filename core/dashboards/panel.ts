import { type Locale, type LocalText, textIn, toLocalText } from "../problems/finding.ts";
import type { Tile, ViewName } from "./dashboard-document.ts";
import type { DatasetDocument, Dimension, Measure } from "./dataset-document.ts";
import { OTHERS, type TileRow } from "./finish-tile.ts";
import { chooseScale, formatChange, formatNumber, formatQuantity, type NumberStyle, type Scale } from "./format.ts";
import { measureKind } from "./measure-kinds.ts";
import { getQuantity } from "./quantities.ts";

/**
 * A panel is a tile with its numbers, in words: what the picture, the table and the spoken description are all made
 * from, so that they can never say different things.
 */

/** Four marks beside a value that must not look alike: zero is a number; these are not. */
export type CellMark = "value" | "none" | "na" | "hidden";

export interface Cell {
  value: number | null;
  mark: CellMark;
  /** With unit: `1,234.5万元`, or the words of the mark. */
  text: string;
  /** Without unit, for a column whose head has it. */
  bare: string;
  /** Change against the comparison; null when there is none, a word when it cannot be compared. */
  change: string | null;
}

export interface Category {
  code: string;
  label: string;
}

export interface Series {
  id: string;
  label: string;
  style: NumberStyle;
  scale: Scale;
  /** One cell a category. */
  cells: Cell[];
}

export interface Panel {
  id: string;
  view: ViewName;
  title: string;
  /** Name of the dimension of the categories; empty for a tile that counts by nothing. */
  categoryTitle: string;
  categories: Category[];
  series: Series[];
  /** Fixed class limits of a map, in base units. */
  breaks: readonly number[] | null;
  locale: Locale;
}

export interface PanelInput {
  tile: Tile;
  dataset: DatasetDocument;
  rows: readonly TileRow[];
  /** Names of regions by code. */
  regionNames: Readonly<Record<string, string>>;
  /** Code of the region looked at: what belongs to none of its parts is named as its own (本级). */
  region?: string;
  /** Regions that belong in the picture even when nobody declared there (those of the map), in order. */
  regions?: readonly Category[];
}

const MARK_WORDS: Record<Exclude<CellMark, "value">, LocalText> = {
  none: { zh: "无申报", en: "none applied" },
  na: { zh: "不适用", en: "not applicable" },
  hidden: { zh: "未披露", en: "not disclosed" },
};

const OTHERS_WORD: LocalText = { zh: "其他", en: "Others" };
const BLANK_WORD: LocalText = { zh: "未填", en: "Not answered" };
const NO_TIER_WORD: LocalText = { zh: "未定档", en: "In no tier" };
const OWN_WORD: LocalText = { zh: "（本级）", en: " (own)" };
const INCOMPARABLE: LocalText = { zh: "不可比", en: "not comparable" };

/** Words of a mark. */
export function markText(mark: Exclude<CellMark, "value">, locale: Locale): string {
  return MARK_WORDS[mark][locale];
}

/** Makes the panel of a tile from its rows. */
export function buildPanel(input: PanelInput, locale: Locale): Panel {
  const { tile, dataset } = input;
  const [first, second] = tile.by;
  const categories = first === undefined ? [{ code: "", label: "" }] : categoriesOf(first, input, locale);
  const series =
    second === undefined
      ? tile.measures.map((id) => measureSeries(id, first, categories, input, locale))
      : tile.measures.flatMap((id) => splitSeries(id, first ?? "", second, categories, input, locale));
  return {
    id: tile.id,
    view: tile.view,
    title: textIn(tile.title, locale),
    categoryTitle: first === undefined ? "" : textIn(dataset.dimensions[first]?.title, locale),
    categories,
    series: tile.view === "funnel" ? series.map(reached) : series,
    breaks: tile.breaks ?? null,
    locale,
  };

  /** A funnel counts who came at least this far: those at the stage and at all later ones. */
  function reached(one: Series): Series {
    let sum = 0;
    const sums = one.cells
      .map((cell) => cell.value ?? 0)
      .reverse()
      .map((value) => (sum += value));
    const scale = chooseScale(styleOf(measureOf(one.id, dataset), dataset), sums, locale);
    const cells = sums.reverse().map((value) => valueCell(value, undefined, scale, false));
    return { ...one, scale, cells };
  }
}

function measureSeries(
  id: string,
  dimension: string | undefined,
  categories: readonly Category[],
  input: PanelInput,
  locale: Locale,
): Series {
  const found = categories.map((category) =>
    input.rows.find((row) => dimension === undefined || codeOf(row[dimension]) === category.code),
  );
  return seriesOf(id, id, textIn(measureOf(id, input.dataset).title, locale), found, input, locale);
}

function splitSeries(
  id: string,
  first: string,
  second: string,
  categories: readonly Category[],
  input: PanelInput,
  locale: Locale,
): Series[] {
  const name = textIn(measureOf(id, input.dataset).title, locale);
  return categoriesOf(second, input, locale).map((part) => {
    const found = categories.map((category) =>
      input.rows.find((row) => codeOf(row[first]) === category.code && codeOf(row[second]) === part.code),
    );
    const label = input.tile.measures.length === 1 ? part.label : `${part.label} ${name}`;
    return seriesOf(`${id}/${part.code}`, id, label, found, input, locale);
  });
}

function seriesOf(
  seriesId: string,
  id: string,
  label: string,
  rows: readonly (TileRow | undefined)[],
  input: PanelInput,
  locale: Locale,
): Series {
  const measure = measureOf(id, input.dataset);
  const style = styleOf(measure, input.dataset);
  const values = input.rows.map((row) => numberIn(row, id));
  const scale = chooseScale(style, values, locale, input.tile.format?.unit, input.tile.format?.digits);
  const compared = input.tile.compare !== undefined;
  const cells = rows.map((row) => {
    if (row === undefined)
      return measure.kind === "count" ? valueCell(0, undefined, scale, false) : markCell("none", locale);
    const value = numberIn(row, id);
    if (value === null) return markCell(row[`${id}:mark`] === "hidden" ? "hidden" : "na", locale);
    return valueCell(value, compared ? numberIn(row, `${id}@base`) : undefined, scale, style.percent);
  });
  return { id: seriesId, label, style, scale, cells };
}

function valueCell(value: number, base: number | null | undefined, scale: Scale, percent: boolean): Cell {
  const change =
    base === undefined
      ? null
      : base === null
        ? INCOMPARABLE[scale.locale]
        : (formatChange(value, base, percent, scale.locale) ?? INCOMPARABLE[scale.locale]);
  return { value, mark: "value", text: formatQuantity(value, scale), bare: formatNumber(value, scale), change };
}

function markCell(mark: Exclude<CellMark, "value">, locale: Locale): Cell {
  return { value: null, mark, text: markText(mark, locale), bare: markText(mark, locale), change: null };
}

/** The categories of a dimension: those of the document in its order, of a map all regions, else those with rows. */
function categoriesOf(id: string, input: PanelInput, locale: Locale): Category[] {
  const dimension = input.dataset.dimensions[id];
  if (dimension === undefined) throw new Error(`unknown dimension: ${id}`);
  const present = [...new Set(input.rows.map((row) => codeOf(row[id])))];
  const label = (code: string) => labelOf(code, dimension, input, locale);
  if (dimension.kind === "year") return present.sort().map((code) => ({ code, label: label(code) }));
  if (dimension.kind === "tree") {
    const regions = input.regions ?? [];
    const known = new Set(regions.map((region) => region.code));
    const extra = present.filter((code) => !known.has(code));
    // Ranked rows keep their order; otherwise the database's order means nothing.
    if (input.tile.top === undefined) extra.sort();
    const beside = regions.length + extra.length > 1;
    const own = (code: string) => (beside && code === input.region ? OWN_WORD[locale] : "");
    return [...regions, ...extra.map((code) => ({ code, label: label(code) + own(code) }))];
  }
  const listed = dimension.values.map((value) => value.code);
  const ordered = input.tile.top === undefined ? listed : present.filter((code) => listed.includes(code));
  const rest = present.filter((code) => !listed.includes(code));
  const all = input.tile.view === "funnel" ? ordered.filter((code) => !isAside(code)) : [...ordered, ...rest];
  return all.map((code) => ({ code, label: label(code) }));
}

/** What ended outside the way (withdrawn, rejected) is no step of a funnel. */
function isAside(code: string): boolean {
  return code === "ended";
}

function labelOf(code: string, dimension: Dimension, input: PanelInput, locale: Locale): string {
  if (code === OTHERS) return OTHERS_WORD[locale];
  if (code === "") return (dimension.kind === "tier" ? NO_TIER_WORD : BLANK_WORD)[locale];
  if (dimension.kind === "tree") return input.regionNames[code] ?? code;
  if (dimension.kind === "year") return locale === "zh" ? `${code}年` : code;
  return textIn(dimension.values.find((value) => value.code === code)?.title ?? code, locale);
}

function measureOf(id: string, dataset: DatasetDocument): Measure {
  const measure = dataset.measures[id];
  if (measure === undefined) throw new Error(`unknown measure: ${id}`);
  return measure;
}

function styleOf(measure: Measure, dataset: DatasetDocument): NumberStyle {
  const quantity = getQuantity(measureKind(measure).quantity(measure as never, dataset.fields));
  return {
    unit: measure.unit === undefined ? quantity.unit : toLocalText(measure.unit),
    scaled: quantity.scaled,
    percent: quantity.kind === "share",
    digits: quantity.digits,
  };
}

function codeOf(value: string | number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function numberIn(row: TileRow, key: string): number | null {
  const value = row[key];
  return typeof value === "number" ? value : null;
}
