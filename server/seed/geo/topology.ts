/**
 * Builds a TopoJSON topology of neighbouring areas: borders that two areas share are stored once and simplified once,
 * so that no gaps or overlaps appear. The source repeats the vertices of a border exactly in both areas.
 */

export type Point = [number, number];

export interface Area {
  properties: Record<string, unknown>;
  /** Polygons of rings of points; rings are closed (first point repeated at the end). */
  polygons: Point[][][];
}

export interface TopologyGeometry {
  type: "MultiPolygon";
  properties: Record<string, unknown>;
  arcs: number[][][];
}

export interface Topology {
  type: "Topology";
  transform: { scale: Point; translate: Point };
  objects: Record<string, { type: "GeometryCollection"; geometries: TopologyGeometry[] }>;
  arcs: Point[][];
}

/** Makes a topology with one object `name`. `tolerance` is an area in square degrees: smaller corners are cut off. */
export function buildTopology(name: string, areas: readonly Area[], tolerance: number, grid: number): Topology {
  const rings = areas.flatMap((area) => area.polygons.flat().map((ring) => ring.slice(0, -1)));
  const isJunction = junctions(rings);
  const arcs: Point[][] = [];
  const known = new Map<string, number>();

  const arcIndex = (points: Point[]): number => {
    const forward = known.get(keyOf(points));
    if (forward !== undefined) return forward;
    const backward = known.get(keyOf([...points].reverse()));
    if (backward !== undefined) return ~backward;
    known.set(keyOf(points), arcs.length);
    arcs.push(points);
    return arcs.length - 1;
  };

  const geometries = areas.map(
    (area): TopologyGeometry => ({
      type: "MultiPolygon",
      properties: area.properties,
      arcs: area.polygons.map((polygon) =>
        polygon.map((ring) => cutRing(ring.slice(0, -1), isJunction).map((points) => arcIndex(points))),
      ),
    }),
  );
  return quantize(
    name,
    geometries,
    arcs.map((arc) => simplify(arc, tolerance)),
    grid,
  );
}

/** A point where rings part: some ring has other neighbours there. */
function junctions(rings: readonly Point[][]): (point: Point) => boolean {
  const neighbours = new Map<string, string>();
  const found = new Set<string>();
  for (const ring of rings) {
    ring.forEach((point, index) => {
      const before = pointKey(ring[(index + ring.length - 1) % ring.length]!);
      const after = pointKey(ring[(index + 1) % ring.length]!);
      const pair = before < after ? `${before} ${after}` : `${after} ${before}`;
      const key = pointKey(point);
      const other = neighbours.get(key);
      if (other === undefined) neighbours.set(key, pair);
      else if (other !== pair) found.add(key);
    });
  }
  return (point) => found.has(pointKey(point));
}

/** Cuts a ring into arcs at its junctions; a ring without any becomes one closed arc that begins at its lowest point. */
function cutRing(ring: Point[], isJunction: (point: Point) => boolean): Point[][] {
  const cuts = ring.flatMap((point, index) => (isJunction(point) ? [index] : []));
  if (cuts.length === 0) {
    const lowest = ring.reduce((best, point, index) => (pointKey(point) < pointKey(ring[best]!) ? index : best), 0);
    const rotated = [...ring.slice(lowest), ...ring.slice(0, lowest)];
    return [[...rotated, rotated[0]!]];
  }
  return cuts.map((from, at) => {
    const to = cuts[(at + 1) % cuts.length]!;
    const points = to > from ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)];
    return points;
  });
}

/** Visvalingam and Whyatt: drops the point with the smallest triangle until all triangles reach the tolerance. */
function simplify(arc: Point[], tolerance: number): Point[] {
  const points = [...arc];
  const closed = pointKey(points[0]!) === pointKey(points[points.length - 1]!);
  const fewest = closed ? 4 : 2;
  while (points.length > fewest) {
    let smallest = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let index = 1; index < points.length - 1; index += 1) {
      const area = triangle(points[index - 1]!, points[index]!, points[index + 1]!);
      if (area < smallest) {
        smallest = area;
        at = index;
      }
    }
    if (smallest >= tolerance) break;
    points.splice(at, 1);
  }
  return points;
}

function triangle(a: Point, b: Point, c: Point): number {
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
}

/** Puts all points on a grid and stores each as the step from the one before. */
function quantize(name: string, geometries: TopologyGeometry[], arcs: Point[][], grid: number): Topology {
  const all = arcs.flat();
  const low: Point = [Math.min(...all.map(([x]) => x)), Math.min(...all.map(([, y]) => y))];
  const high: Point = [Math.max(...all.map(([x]) => x)), Math.max(...all.map(([, y]) => y))];
  const scale: Point = [(high[0] - low[0]) / (grid - 1), (high[1] - low[1]) / (grid - 1)];
  const stepped = arcs.map((arc) => {
    let last: Point = [0, 0];
    return arc.map(([x, y], index): Point => {
      const placed: Point = [Math.round((x - low[0]) / scale[0]), Math.round((y - low[1]) / scale[1])];
      const step: Point = index === 0 ? placed : [placed[0] - last[0], placed[1] - last[1]];
      last = placed;
      return step;
    });
  });
  return {
    type: "Topology",
    transform: { scale, translate: low },
    objects: { [name]: { type: "GeometryCollection", geometries } },
    arcs: stepped,
  };
}

function pointKey(point: Point): string {
  return `${point[0]},${point[1]}`;
}

function keyOf(points: Point[]): string {
  return points.map(pointKey).join(";");
}
