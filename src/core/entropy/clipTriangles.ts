/** A vertex in the plane of a parameter and the second control. */
export type PlaneVertex = readonly [parameter: number, control2: number];

export interface ClippedTriangles {
  readonly vertices: readonly PlaneVertex[];
  readonly triangles: readonly number[];
  /** The triangle that each is a part of. */
  readonly sources: readonly number[];
  /** The part of an edge that is left, if any. */
  readonly edge: (v: number, w: number) => readonly [number, number] | undefined;
}

/** Bisections of an edge, far below a pixel. */
const halvings = 32;

/**
 * The parts of triangles in a region. Edges are cut where they leave it, so that the border of the
 * region is met exactly there; neighbours share their cuts.
 */
export function clipTriangles(
  given: readonly PlaneVertex[],
  triangles: ArrayLike<number>,
  isInside: (parameter: number, control2: number) => boolean,
): ClippedTriangles {
  const inside = given.map(([parameter, control2]) => isInside(parameter, control2));
  const vertices: PlaneVertex[] = [];
  const kept = new Map<number, number>();
  const cuts = new Map<string, number>();
  const keep = (v: number): number => {
    const known = kept.get(v);
    if (known !== undefined) return known;
    kept.set(v, vertices.push(given[v]) - 1);
    return vertices.length - 1;
  };
  const cut = (v: number, w: number): number => {
    const name = `${v} ${w}`;
    const known = cuts.get(name);
    if (known !== undefined) return known;
    let [from, to] = [given[v], given[w]];
    for (let i = 0; i < halvings; i++) {
      const middle: PlaneVertex = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      if (isInside(...middle)) from = middle;
      else to = middle;
    }
    cuts.set(name, vertices.push(from) - 1);
    return vertices.length - 1;
  };
  const left: number[] = [];
  const sources: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t], triangles[t + 1], triangles[t + 2]];
    const outline = corners.flatMap((v, k): number[] => {
      const next = corners[(k + 1) % 3];
      if (inside[v]) return inside[next] ? [keep(v)] : [keep(v), cut(v, next)];
      return inside[next] ? [cut(next, v)] : [];
    });
    for (let k = 2; k < outline.length; k++) {
      left.push(outline[0], outline[k - 1], outline[k]);
      sources.push(t / 3);
    }
  }
  return {
    vertices,
    triangles: left,
    sources,
    edge: (v, w) => {
      if (!inside[v] && !inside[w]) return undefined;
      return [inside[v] ? keep(v) : cut(w, v), inside[w] ? keep(w) : cut(v, w)];
    },
  };
}
