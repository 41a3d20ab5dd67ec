import type { Finding } from "../problems/finding.ts";
import { checkShape } from "../problems/shape.ts";
import { found } from "../workflow/document-finding.ts";
import { type Control, DashboardDocument, GRID_COLUMNS, type Tile } from "./dashboard-document.ts";
import type { DatasetDocument, Dimension, Measure } from "./dataset-document.ts";
import { measureKind } from "./measure-kinds.ts";
import { getViewKind } from "./view-kinds.ts";

/** Kind of dimension each kind of control chooses from. */
const CONTROLLED: Readonly<Record<Control["kind"], readonly Dimension["kind"][]>> = {
  year: ["year"],
  choice: ["programme", "status", "enum"],
  region: ["tree"],
};

/** Checks a dashboard against its dataset; what would draw but mislead is an error, too. */
export function checkDashboard(document: unknown, dataset: DatasetDocument): Finding[] {
  const shape = checkShape(DashboardDocument, document);
  if (shape.length > 0) return shape;
  const dashboard = document as DashboardDocument;
  const findings: Finding[] = [];
  if (dashboard.dataset !== dataset.id) {
    findings.push(
      found(
        "/dataset",
        "missing-document",
        `找不到数据集“${dashboard.dataset}”`,
        `There is no dataset "${dashboard.dataset}"`,
      ),
    );
  }
  if (dashboard.audience === "public" && dashboard.privacy === undefined) {
    findings.push(
      found(
        "/privacy",
        "public-without-privacy",
        "对外公开的看板必须设最小披露数",
        "A public dashboard must set a privacy floor",
      ),
    );
  }
  return [
    ...findings,
    ...checkControls(dashboard, dataset),
    ...dashboard.tiles.flatMap((tile, index) => checkTile(tile, `/tiles/${index}`, dashboard, dataset)),
    ...checkPlaces(dashboard.tiles),
  ];
}

function checkControls(dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  return dashboard.controls.flatMap((control, index) => {
    const pointer = `/controls/${index}`;
    const findings: Finding[] = [];
    if (dashboard.controls.findIndex((other) => other.id === control.id) !== index) {
      findings.push(
        found(`${pointer}/id`, "duplicate-control", `筛选“${control.id}”重复`, `Duplicate control "${control.id}"`),
      );
    }
    const dimension = dataset.dimensions[control.dimension];
    if (dimension === undefined) {
      findings.push(unknown(`${pointer}/dimension`, "dimension", control.dimension));
    } else if (!CONTROLLED[control.kind].includes(dimension.kind)) {
      findings.push(
        found(
          `${pointer}/dimension`,
          "control-dimension",
          `“${control.kind}”筛选不能用于“${dimension.kind}”维度`,
          `A "${control.kind}" control does not fit a "${dimension.kind}" dimension`,
        ),
      );
    }
    return findings;
  });
}

function checkTile(tile: Tile, pointer: string, dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  const names = checkNames(tile, pointer, dashboard, dataset);
  if (names.length > 0) return names;
  return [
    ...checkView(tile, pointer, dataset),
    ...checkReading(tile, pointer, dashboard, dataset),
    ...checkCompare(tile, pointer, dashboard),
  ];
}

function checkNames(tile: Tile, pointer: string, dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  const findings: Finding[] = [];
  if (dashboard.tiles.filter((other) => other.id === tile.id).length > 1) {
    findings.push(found(`${pointer}/id`, "duplicate-tile", `图块“${tile.id}”重复`, `Duplicate tile "${tile.id}"`));
  }
  tile.measures.forEach((id, index) => {
    if (dataset.measures[id] === undefined) findings.push(unknown(`${pointer}/measures/${index}`, "measure", id));
  });
  tile.by.forEach((id, index) => {
    if (dataset.dimensions[id] === undefined) findings.push(unknown(`${pointer}/by/${index}`, "dimension", id));
  });
  const controls = new Set(dashboard.controls.map((control) => control.id));
  (tile.listen ?? []).forEach((id, index) => {
    if (!controls.has(id)) findings.push(unknown(`${pointer}/listen/${index}`, "control", id));
  });
  if (tile.compare !== undefined && !controls.has(tile.compare.control)) {
    findings.push(unknown(`${pointer}/compare/control`, "control", tile.compare.control));
  }
  if (tile.population !== undefined && dataset.populations[tile.population] === undefined) {
    findings.push(unknown(`${pointer}/population`, "population", tile.population));
  }
  return findings;
}

function checkView(tile: Tile, pointer: string, dataset: DatasetDocument): Finding[] {
  const view = getViewKind(tile.view);
  const findings: Finding[] = [];
  const kinds = tile.by.map((id) => dataset.dimensions[id]!.kind);
  if (
    kinds.length < view.minBy ||
    kinds.length > view.by.length ||
    kinds.some((kind, at) => !view.by[at]?.includes(kind))
  ) {
    findings.push(
      found(
        `${pointer}/by`,
        "view-dimensions",
        `“${view.title.zh}”不能按 [${kinds.join("、")}] 分组`,
        `"${view.title.en}" cannot be grouped by [${kinds.join(", ")}]`,
      ),
    );
  }
  if (tile.measures.length > view.maxMeasures || (tile.by.length === 2 && tile.measures.length > 1 && view.oneAxis)) {
    findings.push(
      found(
        `${pointer}/measures`,
        "view-measures",
        `“${view.title.zh}”放不下这么多指标`,
        `"${view.title.en}" cannot show that many measures`,
      ),
    );
  }
  const measures = tile.measures.map((id) => dataset.measures[id]!);
  const quantities = new Set(
    measures.map((measure) => measureKind(measure).quantity(measure as never, dataset.fields)),
  );
  if (view.oneAxis && quantities.size > 1) {
    findings.push(
      found(
        `${pointer}/measures`,
        "mixed-units",
        `同一坐标轴上不能混用 ${[...quantities].join("、")}`,
        `One axis cannot carry ${[...quantities].join(" and ")}`,
      ),
    );
  }
  if (view.additive && measures.some((measure) => !measureKind(measure).additive)) {
    findings.push(
      found(
        `${pointer}/measures`,
        "not-additive",
        "平均数、中位数、比率不能相加成整体",
        "Means, medians and ratios do not add up to a whole",
      ),
    );
  }
  if (view.classed && tile.breaks === undefined && (tile.compare !== undefined || tile.drill)) {
    findings.push(
      found(
        `${pointer}/breaks`,
        "map-without-breaks",
        "要比较或下钻的地图必须有固定分级，否则同一颜色前后含义不同",
        "A map that is compared or drilled needs fixed breaks, or one colour means different things",
      ),
    );
  }
  const breaks = tile.breaks ?? [];
  if (breaks.some((limit, at) => at > 0 && limit <= (breaks[at - 1] ?? Number.NEGATIVE_INFINITY))) {
    findings.push(found(`${pointer}/breaks`, "breaks-order", "分级界限必须由小到大", "Breaks must ascend"));
  }
  return findings;
}

/** What would be drawn and read wrongly: a share of what was filtered on itself, a trend of a single year. */
function checkReading(tile: Tile, pointer: string, dashboard: DashboardDocument, dataset: DatasetDocument): Finding[] {
  const followed = followedControls(tile, dashboard).filter((control) => control.kind !== "region");
  const populated = new Set(populationOf(tile, dataset).map((condition) => condition.dimension));
  return [
    ...tile.measures.flatMap((id, index) => {
      const measure = dataset.measures[id] as Measure;
      if (measure.kind !== "share") return [];
      const own = new Set(measure.where.map((condition) => condition.dimension));
      const control = followed.find((candidate) => own.has(candidate.dimension));
      return control === undefined
        ? []
        : [
            found(
              `${pointer}/measures/${index}`,
              "share-filtered-on-itself",
              `占比“${id}”不能跟随自身维度的筛选“${control.id}”，否则恒为 0 或 100%`,
              `The share "${id}" must not follow the control "${control.id}" on its own dimension: it would always be 0 or 100%`,
            ),
          ];
    }),
    ...tile.by.flatMap((id, index) => {
      const control = followed.find((candidate) => candidate.dimension === id);
      if (control === undefined || dataset.dimensions[id]?.kind === "tree") return [];
      return [
        found(
          `${pointer}/by/${index}`,
          "grouped-by-filtered",
          `按“${id}”分组又跟随它的筛选“${control.id}”，只会剩一组；请在 listen 中去掉它`,
          `Grouped by "${id}" and filtered by "${control.id}" only one group is left; take the control out of listen`,
        ),
      ];
    }),
    ...tile.by.flatMap((id, index) =>
      tile.view === "funnel" && populated.has(id)
        ? [
            found(
              `${pointer}/by/${index}`,
              "funnel-cut",
              "漏斗的统计口径已按阶段截取，前面的阶段会缺失",
              "The population already selects stages, so the funnel would miss some",
            ),
          ]
        : [],
    ),
  ];
}

function checkCompare(tile: Tile, pointer: string, dashboard: DashboardDocument): Finding[] {
  if (tile.compare === undefined) return [];
  const { control: id } = tile.compare;
  const control = followedControls(tile, dashboard).find((candidate) => candidate.id === id);
  return control?.kind === "year"
    ? []
    : [
        found(
          `${pointer}/compare`,
          "compare-without-year",
          "同比需要图块跟随一个年份筛选",
          "A comparison needs a year control that the tile follows",
        ),
      ];
}

function checkPlaces(tiles: readonly Tile[]): Finding[] {
  return tiles.flatMap(({ at }, index) => {
    const pointer = `/tiles/${index}/at`;
    if (at.x + at.w > GRID_COLUMNS) {
      return [found(pointer, "off-the-grid", `超出 ${GRID_COLUMNS} 列`, `Reaches beyond ${GRID_COLUMNS} columns`)];
    }
    const hit = tiles
      .slice(0, index)
      .find(
        (other) =>
          at.x < other.at.x + other.at.w &&
          other.at.x < at.x + at.w &&
          at.y < other.at.y + other.at.h &&
          other.at.y < at.y + at.h,
      );
    return hit === undefined
      ? []
      : [found(pointer, "overlapping-tiles", `与图块“${hit.id}”重叠`, `Overlaps the tile "${hit.id}"`)];
  });
}

function followedControls(tile: Tile, dashboard: DashboardDocument): Control[] {
  return dashboard.controls.filter((control) => tile.listen === undefined || tile.listen.includes(control.id));
}

function populationOf(tile: Tile, dataset: DatasetDocument) {
  return dataset.populations[tile.population ?? dataset.defaultPopulation]?.where ?? [];
}

function unknown(pointer: string, what: "measure" | "dimension" | "control" | "population", id: string): Finding {
  const zh = { measure: "指标", dimension: "维度", control: "筛选", population: "统计口径" }[what];
  return found(pointer, `unknown-${what}`, `没有${zh}“${id}”`, `There is no ${what} "${id}"`);
}
