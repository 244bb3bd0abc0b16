import { levelOf, type LevelSets } from '../analysis/levelSets.ts';
import type { Vec3 } from '../plot/vec3.ts';

/** A place on a level line for a label. */
export interface LevelAnchor {
  /** The middle of a segment of the line, in the scene. */
  readonly at: Vec3;
  /** The vector from one end of the segment to the other. */
  readonly along: Vec3;
}

/** A level line with the places for its label, the best first. */
export interface LabelledLine {
  readonly level: number;
  /** In scene units. */
  readonly length: number;
  readonly anchors: readonly LevelAnchor[];
}

/** Where along a line a label may be. */
const shares = [0.5, 0.3, 0.7, 0.15, 0.85];
/** Shorter lines get no label if there are more. */
const mostLines = 120;

/** The longest level lines; `levelLines` has the ends of their segments in the order of the curves. */
export function levelAnchors(sets: LevelSets, levelLines: Float32Array): readonly LabelledLine[] {
  const { count, start, closed } = sets.curves;
  const lines: LabelledLine[] = [];
  let at = 0;
  for (let k = 0; k < count; k++) {
    const next = at + 6 * (start[k + 1] - start[k] - (closed[k] === 0 ? 1 : 0));
    const lengths: number[] = [];
    for (let i = at; i < next; i += 6)
      lengths.push(
        Math.hypot(
          levelLines[i + 3] - levelLines[i],
          levelLines[i + 4] - levelLines[i + 1],
          levelLines[i + 5] - levelLines[i + 2],
        ),
      );
    const length = lengths.reduce((sum, one) => sum + one, 0);
    const segments = shares.map((share) => at + 6 * segmentAt(lengths, share * length));
    const anchors = [...new Set(segments)].map((i) => anchorOf(levelLines, i));
    if (length > 0) lines.push({ level: sets.levels[levelOf(sets, k)], length, anchors });
    at = next;
  }
  return lines.sort((a, b) => b.length - a.length).slice(0, mostLines);
}

/** The segment at a distance along a line. */
function segmentAt(lengths: readonly number[], distance: number): number {
  let passed = 0;
  for (let i = 0; i < lengths.length; i++) {
    passed += lengths[i];
    if (passed >= distance) return i;
  }
  return lengths.length - 1;
}

function anchorOf(segments: Float32Array, i: number): LevelAnchor {
  const [x, y, z, x1, y1, z1] = segments.subarray(i, i + 6);
  return {
    at: [(x + x1) / 2, (y + y1) / 2, (z + z1) / 2],
    along: [x1 - x, y1 - y, z1 - z],
  };
}
