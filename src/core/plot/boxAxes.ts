import {
  axisTicks,
  type AxesLayout,
  type Axis,
  type AxisLabel,
  type AxisLine,
  type Point,
} from './axesLayout.ts';
import type { Box, Vec3 } from './vec3.ts';

/** How a box is seen. */
export interface BoxView {
  /** The position of a point of the scene on the page or the screen. */
  readonly project: (point: Vec3) => Point;
  /** A vector towards the viewer. */
  readonly towards: Vec3;
}

/** Distances in a layout of axes. */
export interface AxesSpacing {
  /** Between numbers, about. */
  readonly tick: number;
  readonly tickLength: number;
  /** From a tick to its number. */
  readonly labelGap: number;
  /** From an axis to its name, which is outwards of its numbers. */
  readonly nameGap: (outwards: Point, numbers: readonly { readonly text: string }[]) => number;
}

/** Axes around a box seen from above a corner, with a grid on the floor and the back walls. */
export function boxAxes(
  axes: readonly [Axis, Axis, Axis],
  box: Box,
  { project, towards }: BoxView,
  { tick, tickLength, labelGap, nameGap }: AxesSpacing,
): AxesLayout {
  const { min, max } = box;
  const front = [0, 1].map((i) => (towards[i] > 0 ? max[i] : min[i]));
  const back = [0, 1].map((i) => (towards[i] > 0 ? min[i] : max[i]));
  const at = (x: number, y: number, z: number): Point => project([x, y, z]);
  const centre = at((min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2);

  // The vertical axis is at the left end of the silhouette.
  const left = at(back[0], front[1], min[2]);
  const right = at(front[0], back[1], min[2]);
  const pole = left[0] <= right[0] ? [back[0], front[1]] : [front[0], back[1]];

  const edges: { axis: Axis; i: 0 | 1 | 2; origin: Vec3 }[] = [
    { axis: axes[0], i: 0, origin: [min[0], front[1], min[2]] },
    { axis: axes[1], i: 1, origin: [front[0], min[1], min[2]] },
    { axis: axes[2], i: 2, origin: [pole[0], pole[1], min[2]] },
  ];

  const behind: AxisLine[] = [];
  const frontLines: AxisLine[] = [];
  const labels: AxisLabel[] = [];
  const grid = (from: Point, to: Point, strength = 0.11): void => {
    behind.push({ from, to, strength });
  };

  for (const { axis, i, origin } of edges) {
    const along = (value: number): Vec3 => {
      const point = [...origin] as [number, number, number];
      point[i] = value;
      return point;
    };
    const start = project(along(min[i]));
    const end = project(along(max[i]));
    const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (length < 24) continue;
    const out = outward(start, end, centre);
    frontLines.push({ from: start, to: end, strength: 0.55 });
    const ticks = axisTicks(axis, min[i], max[i], length, tick);
    for (const { value, text } of ticks) {
      const p = project(along(value));
      frontLines.push({ from: p, to: move(p, out, tickLength), strength: 0.55 });
      labels.push({
        at: move(p, out, tickLength + labelGap),
        text,
        align: aligned(out),
        kind: 'number',
      });
      if (i === 0) {
        grid(at(value, min[1], min[2]), at(value, max[1], min[2]));
        grid(at(value, back[1], min[2]), at(value, back[1], max[2]));
      } else if (i === 1) {
        grid(at(min[0], value, min[2]), at(max[0], value, min[2]));
        grid(at(back[0], value, min[2]), at(back[0], value, max[2]));
      } else {
        grid(at(min[0], back[1], value), at(max[0], back[1], value));
        grid(at(back[0], min[1], value), at(back[0], max[1], value));
      }
    }
    const middle: Point = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    labels.push(
      i === 2
        ? {
            at: move(end, [0, -1], tickLength + labelGap + 2),
            text: axis.name,
            align: 'center',
            kind: 'name',
          }
        : {
            at: move(middle, out, nameGap(out, ticks)),
            text: axis.name,
            align: aligned(out),
            kind: 'name',
          },
    );
  }

  const outline = (points: readonly Point[]): void =>
    points.forEach((p, k) => grid(p, points[(k + 1) % points.length], 0.22));
  outline([
    at(min[0], min[1], min[2]),
    at(max[0], min[1], min[2]),
    at(max[0], max[1], min[2]),
    at(min[0], max[1], min[2]),
  ]);
  for (const [x, y] of [back, [front[0], back[1]], [back[0], front[1]]])
    grid(at(x, y, min[2]), at(x, y, max[2]), 0.22);
  grid(at(front[0], back[1], max[2]), at(back[0], back[1], max[2]), 0.22);
  grid(at(back[0], front[1], max[2]), at(back[0], back[1], max[2]), 0.22);
  return { behind, front: frontLines, labels };
}

/** The unit normal of a line that points away from a point. */
function outward(from: Point, to: Point, centre: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const across: Point = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
  const side = across[0] * (from[0] - centre[0]) + across[1] * (from[1] - centre[1]);
  return side >= 0 ? across : [-across[0], -across[1]];
}

function move([x, y]: Point, [dx, dy]: Point, by: number): Point {
  return [x + by * dx, y + by * dy];
}

function aligned([dx]: Point): AxisLabel['align'] {
  return dx > 0.5 ? 'left' : dx < -0.5 ? 'right' : 'center';
}
