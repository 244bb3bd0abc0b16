import { levelOf, type LevelSets } from '../analysis/levelSets.ts';
import { sceneHeight, type SceneFrame } from './sceneFrame.ts';
import type { Vec3 } from '../plot/vec3.ts';

/** Level sets as segments on the surface: x, y, z of both ends in the scene. */
export function levelLines(sets: LevelSets, sceneFrame: SceneFrame): Float32Array {
  const { xy } = sets.curves;
  return placedLevelLines(sets, (i, level) => [
    (xy[2 * i] - sceneFrame.x) * sceneFrame.sx,
    (xy[2 * i + 1] - sceneFrame.y) * sceneFrame.sy,
    sceneHeight(sceneFrame, level),
  ]);
}

/** Level sets as segments; `place` gives the position of a point of a level. */
export function placedLevelLines(
  sets: LevelSets,
  place: (point: number, level: number) => Vec3,
): Float32Array {
  const { count, start, closed } = sets.curves;
  // Counted first, because a list of millions of numbers grows in steps of its own size.
  const open = closed.reduce((sum, one) => sum - one, count);
  const segments = new Float32Array(6 * (start[count] - open));
  let at = 0;
  for (let k = 0; k < count; k++) {
    const level = sets.levels[levelOf(sets, k)];
    for (let i = start[k]; i < start[k + 1]; i++) {
      const isLast = i + 1 === start[k + 1];
      if (isLast && closed[k] === 0) break;
      segments.set(place(i, level), at);
      segments.set(place(isLast ? start[k] : i + 1, level), at + 3);
      at += 6;
    }
  }
  return segments;
}
