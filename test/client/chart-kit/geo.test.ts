import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type GeoPack, packCodeOf, regionsOf, shapesOf } from "../../../client/chart-kit/geo.ts";

const pack = JSON.parse(
  readFileSync(new URL("../../../server/seed/geo/520000.topo.json", import.meta.url), "utf8"),
) as GeoPack;

describe("shapesOf", () => {
  it("shows the cities of a province, the counties of a city and a county alone", () => {
    expect(shapesOf(pack, "520000")?.collection.features.length).toBe(9);
    const counties = shapesOf(pack, "520100");
    expect(regionsOf(counties!).map((region) => region.label)).toContain("云岩区");
    expect(regionsOf(counties!).every((region) => region.code.startsWith("5201"))).toBe(true);
    expect(regionsOf(shapesOf(pack, "520103")!)).toEqual([{ code: "520103", label: "云岩区" }]);
  });

  it("has nothing for a region without an outline", () => {
    expect(shapesOf(pack, "GAXQ")).toBeNull();
    expect(shapesOf(pack, "510100")).toBeNull();
  });

  it("stretches by the latitude", () => {
    const shapes = shapesOf(pack, "520000")!;
    expect(shapes.aspectScale).toBeGreaterThan(0.88);
    expect(shapes.aspectScale).toBeLessThan(0.91);
  });

  it("keeps codes as text, or the join would match nothing", () => {
    for (const area of shapesOf(pack, "520000")!.collection.features)
      expect(typeof area.properties.adcode).toBe("string");
  });
});

describe("packCodeOf", () => {
  it("is the province of a division, and nothing for a special zone", () => {
    expect(packCodeOf("520102")).toBe("520000");
    expect(packCodeOf("520000")).toBe("520000");
    expect(packCodeOf("GAXQ")).toBeNull();
  });
});
