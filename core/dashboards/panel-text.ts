import { type LocalText, textIn } from "../problems/finding.ts";
import type { Tile } from "./dashboard-document.ts";
import type { DatasetDocument } from "./dataset-document.ts";
import { measureKind } from "./measure-kinds.ts";
import type { Panel, Series } from "./panel.ts";

/** One short paragraph that says what the picture shows; charts have no other voice. */
export function describePanel(panel: Panel): string {
  const sentences = panel.series.map((series) => describeSeries(panel, series));
  return panel.locale === "zh" ? `${panel.title}。${sentences.join("")}` : `${panel.title}. ${sentences.join(" ")}`;
}

function describeSeries(panel: Panel, series: Series): string {
  const zh = panel.locale === "zh";
  const named = series.cells.map((cell, index) => ({ cell, label: panel.categories[index]?.label ?? "" }));
  const valued = named.filter(({ cell }) => cell.value !== null);
  if (panel.categoryTitle === "") {
    const cell = series.cells[0];
    const change = cell?.change ? (zh ? `，较基期 ${cell.change}` : `, change ${cell.change}`) : "";
    return zh ? `${series.label}：${cell?.text ?? ""}${change}。` : `${series.label}: ${cell?.text ?? ""}${change}.`;
  }
  const without = named.length - valued.length;
  const first = valued[0];
  if (first === undefined) return zh ? `${series.label}：没有数据。` : `${series.label}: no data.`;
  if (panel.view === "line" || panel.view === "funnel") {
    const steps = valued.map(({ cell, label }) => (zh ? `${label}${cell.text}` : `${label} ${cell.text}`));
    return zh ? `${series.label}：${steps.join("，")}。` : `${series.label}: ${steps.join(", ")}.`;
  }
  const sorted = [...valued].sort((a, b) => (b.cell.value ?? 0) - (a.cell.value ?? 0));
  const top = sorted[0] ?? first;
  const last = sorted[sorted.length - 1] ?? first;
  const gap = without === 0 ? "" : zh ? `；${without} 个没有数值` : `; ${without} without a value`;
  return zh
    ? `${series.label}：共 ${named.length} 个${panel.categoryTitle}，最高${top.label} ${top.cell.text}，最低${last.label} ${last.cell.text}${gap}。`
    : `${series.label}: ${named.length} × ${panel.categoryTitle}, highest ${top.label} ${top.cell.text}, lowest ${last.label} ${last.cell.text}${gap}.`;
}

/** The 口径 card of a tile: who is counted and how each number is made. */
export interface TileExplanation {
  population: LocalText;
  measures: { id: string; title: LocalText; sentence: LocalText }[];
}

/** Explains a tile from its documents. */
export function explainTile(tile: Tile, dataset: DatasetDocument): TileExplanation {
  const population = dataset.populations[tile.population ?? dataset.defaultPopulation];
  const both = (text: Parameters<typeof textIn>[0]): LocalText => ({ zh: textIn(text, "zh"), en: textIn(text, "en") });
  return {
    population: both(population?.title),
    measures: tile.measures.flatMap((id) => {
      const measure = dataset.measures[id];
      if (measure === undefined) return [];
      const sentence = measureKind(measure).sentence(measure as never, dataset.fields);
      return [{ id, title: both(measure.title), sentence }];
    }),
  };
}
