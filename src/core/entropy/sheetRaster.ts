import { control2Axis } from './controlAxis.ts';
import type { FoldedMesh } from './foldedMesh.ts';

/** A rectangle in the control plane. */
export interface ControlWindow {
  readonly control1: readonly [number, number];
  readonly control2: readonly [number, number];
  /** Whether the picture is even in the logarithm of the second control, which is above 0 then. */
  readonly logarithmic?: boolean;
}

/** The sheets over each pixel of a picture of the control plane, in rows from the top. */
export interface SheetRaster {
  readonly width: number;
  readonly height: number;
  /** Number of stable sheets over a pixel, at most `mostSheets`. */
  readonly count: Uint8Array;
  /** Their values, ascending in the state: `mostSheets` places per pixel. */
  readonly values: Float32Array;
  /** Where nothing holds a state far above, and the value that it tends to. */
  readonly lost?: { readonly at: Uint8Array; readonly value: number };
}

/** Far above all equilibria of a training, as a logit. */
const lostState = 60;

/** Maximum number of stable sheets over one pixel; five equilibria have three stable ones. */
export const mostSheets = 3;

/**
 * Rasterises the stable sheets of a surface: the value of each at the centre of every pixel, interpolated
 * across its triangles from `valueOf` of the states of the vertices.
 */
export function rasterOfSheets(
  { points, triangles, stable }: FoldedMesh,
  window: ControlWindow,
  { width, height }: { readonly width: number; readonly height: number },
  valueOf: (state: number) => number,
  lostBelow?: (control1: number) => number,
): SheetRaster {
  const count = new Uint8Array(width * height);
  const values = new Float32Array(mostSheets * width * height);
  const { control1 } = window;
  const { coordinate, control2: inverse } = control2Axis(window);
  const [bottom, top] = window.control2.map(coordinate);
  const scaleX = width / (control1[1] - control1[0]);
  // Pixels, with the middle of the first at 0.
  const x = (v: number): number => (points[3 * v] - control1[0]) * scaleX - 0.5;
  const rows = Float64Array.from(
    { length: points.length / 3 },
    (_, v) => ((top - coordinate(points[3 * v + 1])) / (top - bottom)) * height - 0.5,
  );
  const y = (v: number): number => rows[v];
  const vertexValues = Float64Array.from({ length: points.length / 3 }, (_, v) =>
    valueOf(points[3 * v + 2]),
  );

  for (let t = 0; t < stable.length; t++) {
    if (stable[t] === 0) continue;
    const [a, b, c] = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]];
    const [ax, ay, bx, by, cx, cy] = [x(a), y(a), x(b), y(b), x(c), y(c)];
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (area === 0) continue;
    const lastRow = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
    for (let row = Math.max(0, Math.ceil(Math.min(ay, by, cy))); row <= lastRow; row++) {
      const [from, to] = spanAt(row, ax, ay, bx, by, cx, cy);
      const last = Math.min(width - 1, Math.ceil(to) - 1);
      for (let column = Math.max(0, Math.ceil(from)); column <= last; column++) {
        const wb = ((column - ax) * (cy - ay) - (cx - ax) * (row - ay)) / area;
        const wc = ((bx - ax) * (row - ay) - (column - ax) * (by - ay)) / area;
        const value = (1 - wb - wc) * vertexValues[a] + wb * vertexValues[b] + wc * vertexValues[c];
        // The triangles of a mesh come by ascending state within a strip of rows.
        const pixel = row * width + column;
        if (count[pixel] < mostSheets) values[mostSheets * pixel + count[pixel]++] = value;
      }
    }
  }
  if (!lostBelow) return { width, height, count, values };
  const at = new Uint8Array(width * height);
  for (let column = 0; column < width; column++) {
    const limit = lostBelow(control1[0] + (column + 0.5) / scaleX);
    for (let row = height - 1; row >= 0; row--) {
      const control2 = inverse(top - ((row + 0.5) / height) * (top - bottom));
      if (control2 < limit) at[row * width + column] = 1;
    }
  }
  return { width, height, count, values, lost: { at, value: valueOf(lostState) } };
}

/** The interval of a triangle on a horizontal line; half open, so that no pixel counts twice. */
function spanAt(
  row: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
): [from: number, to: number] {
  let from = Infinity;
  let to = -Infinity;
  const cross = (x0: number, y0: number, x1: number, y1: number): void => {
    if (y0 > row === y1 > row) return;
    // Both triangles at an edge must find the same point on it, to the last bit.
    const x =
      y0 < y1
        ? x0 + ((x1 - x0) * (row - y0)) / (y1 - y0)
        : x1 + ((x0 - x1) * (row - y1)) / (y0 - y1);
    from = Math.min(from, x);
    to = Math.max(to, x);
  };
  cross(ax, ay, bx, by);
  cross(bx, by, cx, cy);
  cross(cx, cy, ax, ay);
  return [from, to];
}
