import { feature } from "topojson-client";
import type { Category } from "../../core/dashboards/panel.ts";

/** Shapes of the regions below the one looked at, from a province's geo pack (TopoJSON). */

type TopoDocument = Parameters<typeof feature>[0];

export type GeoPack = TopoDocument & {
  properties: { code: string; source: string; approval: string | null };
};

interface AreaFeature {
  type: "Feature";
  properties: { adcode: string; name: string; parent: string; cp: [number, number] };
  geometry: { type: string; coordinates: number[][][][] };
}

export interface MapShapes {
  /** Name under which the shapes are registered. */
  name: string;
  collection: { type: "FeatureCollection"; features: AreaFeature[] };
  /** A degree of longitude is shorter than one of latitude by the cosine of the latitude. */
  aspectScale: number;
  approval: string | null;
}

/** Code of the province's geo pack for a division code; null for a region without one. */
export function packCodeOf(region: string): string | null {
  return /^\d{6}$/.test(region) ? `${region.slice(0, 2)}0000` : null;
}

/**
 * The shapes to show when one looks at a region: the cities of a province, the counties of a city, or the county
 * itself. Null when the pack has none (special zones have no outline). Joined by code as text, never by name.
 */
export function shapesOf(pack: GeoPack, region: string): MapShapes | null {
  const cities = areasIn(pack, "cities");
  const counties = areasIn(pack, "counties");
  const below = [...cities, ...counties].filter((area) => area.properties.parent === region);
  const shown = below.length > 0 ? below : counties.filter((area) => area.properties.adcode === region);
  if (shown.length === 0) return null;
  const latitudes = shown.map((area) => area.properties.cp[1]);
  const middle = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  return {
    name: `${pack.properties.code}/${region}`,
    collection: { type: "FeatureCollection", features: shown },
    aspectScale: Math.cos((middle * Math.PI) / 180),
    approval: pack.properties.approval,
  };
}

/** The regions of the shapes, in the order of their codes. */
export function regionsOf(shapes: MapShapes): Category[] {
  return shapes.collection.features
    .map(({ properties }) => ({ code: properties.adcode, label: properties.name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function areasIn(pack: GeoPack, object: string): AreaFeature[] {
  const found = pack.objects[object];
  if (found === undefined) return [];
  const shaped = feature(pack, found) as unknown as { features?: AreaFeature[] };
  return shaped.features ?? [];
}
