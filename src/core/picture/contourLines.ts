import { levelOf, type LevelSets } from '../analysis/levelSets.ts';
import type { Vec3 } from '../plot/vec3.ts';

/** A contour line in the scene. */
export interface ContourLine {
  readonly level: number;
  readonly closed: boolean;
  /** A closed line does not repeat its first point. */
  readonly points: readonly Vec3[];
  /** In scene units. */
  readonly length: number;
}

/** Shorter lines are not listed if there are more. */
const mostLines = 120;

/** The longest contour lines; `levelLines` has the ends of their segments in the order of the curves. */
export function longestContourLines(
  sets: LevelSets,
  levelLines: Float32Array,
): readonly ContourLine[] {
  const { count, start, closed } = sets.curves;
  const lines: ContourLine[] = [];
  let at = 0;
  for (let k = 0; k < count; k++) {
    const isClosed = closed[k] === 1;
    const next = at + 6 * (start[k + 1] - start[k] - (isClosed ? 0 : 1));
    const points: Vec3[] = [];
    let length = 0;
    for (let i = at; i < next; i += 6) {
      const [x, y, z, x1, y1, z1] = levelLines.subarray(i, i + 6);
      points.push([x, y, z]);
      if (!isClosed && i + 6 === next) points.push([x1, y1, z1]);
      length += Math.hypot(x1 - x, y1 - y, z1 - z);
    }
    if (length > 0)
      lines.push({ level: sets.levels[levelOf(sets, k)], closed: isClosed, points, length });
    at = next;
  }
  return lines.sort((a, b) => b.length - a.length).slice(0, mostLines);
}
