import { basisOf, presets } from './camera.ts';
import type { Drawable, Drawing } from './drawing.ts';

/** A direction to look from, in radians. */
export interface Direction {
  readonly azimuth: number;
  readonly elevation: number;
}

/** Facets with nearly the same normal. */
interface Facing {
  /** The sum of their area vectors. */
  x: number;
  y: number;
  z: number;
  area: number;
}

/** Normals are told apart to about this share of their length. */
const bins = 12;
/** A facet counts as seen well if its picture has at least this share of its area. */
const wellSeen = 0.5;
const turns = 16;
const elevations = [0.6, 0.68, 0.76, 0.84];
/** The share of the surface that must be seen well in addition to make up for half a turn. */
const costOfTurning = 0.3;
/** The same for a radian of elevation. */
const costOfRising = 0.25;
/** The same for looking along an axis, whose numbers would run into each other. */
const costOfAlignment = 0.2;

/**
 * The direction in which a picture opens: near the usual corner, but so that no large facet is seen
 * edge-on or from behind. It depends on the surface alone.
 */
export function openingDirection(drawing: Drawing<Drawable>, exaggeration: number): Direction {
  const facings = facingsOf(drawing, exaggeration);
  const total = facings.reduce((sum, { area }) => sum + area, 0);
  const usual = presets.corner;
  let best: Direction = usual;
  let most = -Infinity;
  for (const elevation of elevations)
    // Smaller turns first, which win ties.
    for (let k = 0; k < 2 * turns; k++) {
      const turn = (((k + 1) >> 1) / turns) * Math.PI * (k % 2 === 0 ? 1 : -1);
      const direction = { azimuth: usual.azimuth + turn, elevation };
      const cost =
        (costOfTurning * Math.abs(turn)) / Math.PI +
        costOfRising * (elevation - elevations[0]) +
        costOfAlignment * (1 - Math.abs(Math.sin(2 * direction.azimuth)));
      const score = seenShare(facings, direction, !drawing.image) - cost * total;
      if (score <= most) continue;
      most = score;
      best = direction;
    }
  return best;
}

/** The area of the facets, less where they are seen at a low angle; a graph hides its lower side. */
function seenShare(facings: readonly Facing[], direction: Direction, oneSided: boolean): number {
  const [, , towards] = basisOf(direction);
  let seen = 0;
  for (const { x, y, z, area } of facings) {
    const dot = x * towards[0] + y * towards[1] + z * towards[2];
    const projected = oneSided ? Math.max(0, dot) : Math.abs(dot);
    seen += Math.min(area, projected / wellSeen);
  }
  return seen;
}

function facingsOf({ pieces, surface }: Drawing<Drawable>, exaggeration: number): Facing[] {
  const { positions } = surface;
  const facings = new Map<number, Facing>();
  for (let p = 0; p < pieces.count; p++) {
    const first = 3 * pieces.start[p];
    let [x, y, z] = [0, 0, 0];
    // Half the sum of the cross products of a fan.
    for (let k = pieces.start[p] + 1; k + 1 < pieces.start[p + 1]; k++) {
      const [a, b] = [3 * k, 3 * k + 3];
      const ax = positions[a] - positions[first];
      const ay = positions[a + 1] - positions[first + 1];
      const az = (positions[a + 2] - positions[first + 2]) * exaggeration;
      const bx = positions[b] - positions[first];
      const by = positions[b + 1] - positions[first + 1];
      const bz = (positions[b + 2] - positions[first + 2]) * exaggeration;
      x += (ay * bz - az * by) / 2;
      y += (az * bx - ax * bz) / 2;
      z += (ax * by - ay * bx) / 2;
    }
    const area = Math.hypot(x, y, z);
    if (!(area > 0)) continue;
    const [i, j] = [x, y].map((part) => Math.round((part / area + 1) * bins));
    const key = 2 * (100 * i + j) + (z < 0 ? 1 : 0);
    const facing = facings.get(key);
    if (facing) {
      facing.x += x;
      facing.y += y;
      facing.z += z;
      facing.area += area;
    } else facings.set(key, { x, y, z, area });
  }
  return [...facings.values()];
}
