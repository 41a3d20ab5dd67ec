import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRegions, regionRows } from "../../../server/modules/regions/load-regions.ts";
import { startTestApp, type TestApp } from "../../helpers/server.ts";

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.close());

const get = async (url: string) => (await server.call("GET", url)).body;
type Named = { code: string; name: string };

describe("the region tree", () => {
  it("has three provinces, complete by level", async () => {
    const rows = await server.database.read((db) => db("regions").select("code", "level", "kind"));
    const count = (province: string, level: string, kind = "division") =>
      rows.filter((row) => row.code.startsWith(province) && row.level === level && row.kind === kind).length;
    expect([count("14", "city"), count("14", "county")]).toEqual([11, 118]);
    expect([count("51", "city"), count("51", "county")]).toEqual([21, 183]);
    expect([count("52", "city"), count("52", "county")]).toEqual([9, 88]);
    expect(count("14", "city", "zone")).toBe(1);
  });

  it("is walked from the provinces down", async () => {
    expect((await get("/api/regions")).items.map((each: Named) => each.code)).toEqual(["140000", "510000", "520000"]);
    const cities = (await get("/api/regions?parent=520000")).items;
    expect(cities).toHaveLength(9);
    expect(cities[0]).toEqual({
      code: "520100",
      name: "贵阳市",
      nameEn: "Guiyang City",
      level: "city",
      kind: "division",
      parentCode: "520000",
      mapCode: "520100",
      hasChildren: true,
    });
    expect((await get("/api/regions?parent=520115")).items).toEqual([]);
    expect((await get("/api/regions?parent=990000")).items).toEqual([]);
  });

  it("holds a zone at city level that has no polygon and no counties", async () => {
    const zone = (await get("/api/regions?parent=140000")).items.find((each: Named) => each.code === "140171");
    expect(zone).toMatchObject({ level: "city", kind: "zone", mapCode: null, hasChildren: false });
  });

  it("names what stands above a region", async () => {
    const { region, above } = await get("/api/regions/520115");
    expect(region.name).toBe("观山湖区");
    expect(above.map((each: Named) => each.name)).toEqual(["贵州省", "贵阳市"]);
    expect((await server.call("GET", "/api/regions/990000")).status).toBe(404);
  });

  it("is loaded again without loss or double", async () => {
    const before = await server.database.read((db) => db("regions").orderBy("code"));
    await loadRegions(server.context.work);
    expect(await server.database.read((db) => db("regions").orderBy("code"))).toEqual(before);
  });

  it("is refused when a file is broken, naming the place", () => {
    const region = {
      code: "1100",
      name: "a",
      nameEn: "a",
      level: "city",
      kind: "division",
      parentCode: null,
      mapCode: null,
    };
    const file = (...regions: unknown[]) => ({ source: "s", validFrom: "2024-01-01", regions });
    expect(() => regionRows(file({ ...region, parentCode: "11" }), "x.json")).toThrow(
      "1100 stands before its parent 11",
    );
    expect(() => regionRows(file(region, region), "x.json")).toThrow("stands twice");
    expect(() => regionRows(file({ ...region, level: "village" }), "x.json")).toThrow("x.json/regions/0/level");
  });

  it("names its polygon by its own code, and its path ends in it", () => {
    const folder = new URL("../../../server/seed/regions/", import.meta.url);
    for (const name of readdirSync(folder)) {
      const rows = regionRows(JSON.parse(readFileSync(new URL(name, folder), "utf8")), name);
      expect(rows.every((row) => row.mapCode === null || row.mapCode === row.code)).toBe(true);
      expect(rows.every((row) => row.path.endsWith(`/${row.code}/`))).toBe(true);
    }
  });
});
