/**
 * The strictly convex polygon on which a network is studied: its corners in counterclockwise order,
 * x and y interleaved. Corners are exact. Side k runs from corner k to corner k + 1.
 */
export interface Domain {
  readonly corners: Float64Array;
}

/** The box [x0, x1] × [y0, y1]; side 0 is the bottom. Requires x0 < x1 and y0 < y1. */
export function box(x0: number, x1: number, y0: number, y1: number): Domain {
  return { corners: Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1) };
}

/** The corners from which and to which side k runs. */
export function sideEnds(
  { corners }: Domain,
  k: number,
): [x0: number, y0: number, x1: number, y1: number] {
  const from = 2 * k;
  const to = (from + 2) % corners.length;
  return [corners[from], corners[from + 1], corners[to], corners[to + 1]];
}

/** The bounding box of the domain. */
export function bounds(domain: Domain): { x0: number; x1: number; y0: number; y1: number } {
  const { corners } = domain;
  let [x0, y0] = corners;
  let [x1, y1] = corners;
  for (let i = 2; i < corners.length; i += 2) {
    x0 = Math.min(x0, corners[i]);
    x1 = Math.max(x1, corners[i]);
    y0 = Math.min(y0, corners[i + 1]);
    y1 = Math.max(y1, corners[i + 1]);
  }
  return { x0, x1, y0, y1 };
}

/** Whether the domain or its border has a point, up to rounding. */
export function contains({ corners }: Domain, x: number, y: number): boolean {
  for (let p = 0; p < corners.length; p += 2) {
    const q = (p + 2) % corners.length;
    const dx = corners[q] - corners[p];
    const dy = corners[q + 1] - corners[p + 1];
    if (dx * (y - corners[p + 1]) < dy * (x - corners[p])) return false;
  }
  return true;
}

/** Area of the domain, relative to a corner, which is accurate also far from the origin. */
export function domainArea({ corners }: Domain): number {
  const [ox, oy] = corners;
  let twice = 0;
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    twice += (corners[i] - ox) * (corners[j + 1] - oy) - (corners[j] - ox) * (corners[i + 1] - oy);
  }
  return twice / 2;
}
