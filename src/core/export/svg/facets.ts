import type { SurfacePieces } from '../../picture/surfacePieces.ts';
import type { SceneFrame } from '../../picture/sceneFrame.ts';
import { facetSlopes } from '../../picture/surface.ts';
import { digits } from '../../digits.ts';
import { empty, open } from '../../figure/element.ts';
import { pointText, polygonPath } from './paint.ts';
import type { Stroke } from './strokes.ts';

/** A surface to paint: its pieces from back to front, and the lines along their sides. */
export interface Facets {
  readonly pieces: SurfacePieces;
  readonly order: Uint32Array;
  /** The corners of the surface on the page. */
  readonly pixels: readonly (readonly [number, number])[];
  /** Undefined if only lines are drawn. */
  readonly fill: ((piece: number) => string) | undefined;
  readonly strokes: readonly Stroke[];
  /** Additional markup on top of a piece. */
  readonly after?: (piece: number) => string;
}

/** The facets of a surface in order, each line together with the nearer of its facets. */
export function* facetsMarkup(facets: Facets): Generator<string> {
  const { pieces, order, pixels, fill, after } = facets;
  const linesAfter = linesByLastFacet(facets);
  yield `${open('g', { class: 'surface', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' })}\n`;
  for (const p of order) {
    if (fill) {
      const colour = fill(p);
      const d = polygonPath(pixels.slice(pieces.start[p], pieces.start[p + 1]));
      const region = { 'data-region': pieces.cell[p] };
      yield `${empty('path', { ...region, fill: colour, stroke: colour, 'stroke-width': seam, d })}\n`;
    }
    for (const { from, to, stroke } of linesAfter.get(p) ?? []) {
      const d = `M${pointText(pixels[from])}L${pointText(pixels[to])}`;
      const style = { stroke: stroke.colour, 'stroke-width': digits(stroke.width) };
      yield `${empty('path', { ...style, 'stroke-opacity': stroke.opacity, d })}\n`;
    }
    if (after) yield after(p);
  }
  yield '</g>\n';
}

/** Creates a function that finds the nearest facet at a point of the page; −1 if there is none. */
export function nearestFacet(
  pieces: SurfacePieces,
  order: Uint32Array,
  pixels: Facets['pixels'],
): (at: readonly [number, number]) => number {
  return ([x, y]) => {
    for (let i = order.length - 1; i >= 0; i--) {
      const p = order[i];
      let isWithin = false;
      for (let k = pieces.start[p], j = pieces.start[p + 1] - 1; k < pieces.start[p + 1]; j = k++) {
        const [a, b] = [pixels[k], pixels[j]];
        if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
          isWithin = !isWithin;
      }
      if (isWithin) return p;
    }
    return -1;
  };
}

/**
 * How much each facet faces the viewer: its area on the page divided by its area in the scene, relative
 * to the greatest of these.
 */
export function facing(
  pieces: SurfacePieces,
  frame: SceneFrame,
  pixels: Facets['pixels'],
): Float64Array {
  const slopes = facetSlopes(pieces, frame);
  const shares = new Float64Array(pieces.count);
  for (let p = 0; p < pieces.count; p++) {
    const corners = Array.from(
      { length: pieces.start[p + 1] - pieces.start[p] },
      (_, i) => pieces.start[p] + i,
    );
    const seen = area(corners.map((k) => pixels[k]));
    const flat = area(corners.map((k) => [pieces.xy[2 * k], pieces.xy[2 * k + 1]]));
    const tilt = Math.hypot(1, slopes[2 * p], slopes[2 * p + 1]);
    shares[p] = Math.abs(seen) / (Math.abs(flat) * tilt || 1);
  }
  const most = shares.reduce((a, b) => Math.max(a, b), 0) || 1;
  return shares.map((share) => share / most);
}

function area(points: readonly (readonly [number, number])[]): number {
  const [x0, y0] = points[0];
  let sum = 0;
  for (let i = 1; i + 1 < points.length; i++) {
    const [p, q] = [points[i], points[i + 1]];
    sum += (p[0] - x0) * (q[1] - y0) - (q[0] - x0) * (p[1] - y0);
  }
  return sum / 2;
}

/** A stroke around facets, to hide the background between them. */
const seam = 0.5;

interface Line {
  readonly from: number;
  readonly to: number;
  readonly stroke: Stroke;
}

/** The lines to draw after each facet: those for which it is the last adjacent facet. */
function linesByLastFacet({ pieces, order, strokes }: Facets): Map<number, Line[]> {
  const rank = new Uint32Array(pieces.count);
  order.forEach((p, i) => (rank[p] = i));
  const pieceOfCorner = new Uint32Array(pieces.start[pieces.count]);
  const lastAt = new Map<number, number>();
  for (let p = 0; p < pieces.count; p++)
    for (let k = pieces.start[p]; k < pieces.start[p + 1]; k++) {
      pieceOfCorner[k] = p;
      const last = lastAt.get(pieces.edge[k]);
      if (last === undefined || rank[last] < rank[p]) lastAt.set(pieces.edge[k], p);
    }
  const lines = new Map<number, Line[]>();
  for (const stroke of strokes)
    for (let i = 0; i < stroke.corners.length; i += 2) {
      const [from, to] = [stroke.corners[i], stroke.corners[i + 1]];
      // Ties are drawn with their own piece.
      const side = pieces.edge[from];
      const facet = side >= 0 ? lastAt.get(side)! : pieceOfCorner[from];
      const drawn = lines.get(facet);
      if (drawn) drawn.push({ from, to, stroke });
      else lines.set(facet, [{ from, to, stroke }]);
    }
  return lines;
}
