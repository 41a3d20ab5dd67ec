import type { Knex } from "knex";
import type { RegionKind, RegionLevel } from "../../../core/contracts/regions.ts";

export interface RegionRow {
  code: string;
  name: string;
  nameEn: string;
  level: RegionLevel;
  kind: RegionKind;
  parentCode: string | null;
  /** Codes from the province down, e.g. `/520000/520100/`: a region's rows begin with its path. */
  path: string;
  mapCode: string | null;
  /** Days; validTo null while the region exists. */
  validFrom: string;
  validTo: string | null;
}

export interface RegionsStore {
  isEmpty(): Promise<boolean>;
  /** Present regions below a parent (null: the provinces), by code; each with whether it has children itself. */
  listChildren(parentCode: string | null): Promise<(RegionRow & { hasChildren: boolean })[]>;
  find(code: string): Promise<(RegionRow & { hasChildren: boolean }) | null>;
  /** Regions of these codes, in no order. */
  listByCodes(codes: readonly string[]): Promise<RegionRow[]>;
  listAll(): Promise<RegionRow[]>;
  /** Writes regions, replacing those of the same code. Parents stand before their children. */
  putAll(rows: readonly RegionRow[]): Promise<void>;
}

export function makeRegionsStore(db: Knex.Transaction): RegionsStore {
  const withChildren = () =>
    db("regions as r").select("r.*", {
      children: db("regions as c").count("*").whereRaw("c.parent_code = r.code").whereNull("c.valid_to"),
    });
  return {
    isEmpty: async () => (await db("regions").first("code")) === undefined,
    async listChildren(parentCode) {
      const query = withChildren().whereNull("r.valid_to").orderBy("r.code");
      const rows = await (parentCode === null
        ? query.whereNull("r.parent_code")
        : query.where("r.parent_code", parentCode));
      return rows.map((row) => ({ ...regionOf(row), hasChildren: Number(row.children) > 0 }));
    },
    async find(code) {
      const row = await withChildren().where("r.code", code).first();
      return row === undefined ? null : { ...regionOf(row), hasChildren: Number(row.children) > 0 };
    },
    async listByCodes(codes) {
      if (codes.length === 0) return [];
      return (await db("regions").whereIn("code", [...new Set(codes)])).map(regionOf);
    },
    listAll: async () => (await db("regions").orderBy("path")).map(regionOf),
    async putAll(rows) {
      for (let start = 0; start < rows.length; start += 50)
        await db("regions")
          .insert(rows.slice(start, start + 50).map(rowOf))
          .onConflict("code")
          .merge();
    },
  };
}

function rowOf(region: RegionRow) {
  return {
    code: region.code,
    name: region.name,
    name_en: region.nameEn,
    level: region.level,
    kind: region.kind,
    parent_code: region.parentCode,
    path: region.path,
    map_code: region.mapCode,
    valid_from: region.validFrom,
    valid_to: region.validTo,
  };
}

function regionOf(row: Record<string, unknown>): RegionRow {
  return {
    code: row.code as string,
    name: row.name as string,
    nameEn: row.name_en as string,
    level: row.level as RegionLevel,
    kind: row.kind as RegionKind,
    parentCode: row.parent_code as string | null,
    path: row.path as string,
    mapCode: row.map_code as string | null,
    validFrom: row.valid_from as string,
    validTo: row.valid_to as string | null,
  };
}
