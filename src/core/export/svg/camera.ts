import type { Eye } from '../painterOrder.ts';
import type { Vec3 } from '../../plot/vec3.ts';

/** A camera as WebGL has it: column-major, from the scene (z up) to the clip cube. */
export type CameraMatrix = readonly number[];

/** An orthographic camera that looks down at the middle of the scene over one of its corners. */
export function cornerCamera(): CameraMatrix {
  const [sa, ca] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [se, ce] = [Math.sin(elevation), Math.cos(elevation)];
  const right = [ca, sa, 0];
  const up = [-sa * se, ca * se, ce];
  const towards = [sa * ce, -ca * ce, se];
  const columns = [0, 1, 2].flatMap((i) => [right[i], up[i], -towards[i] / depth, 0]);
  return [...columns, 0, 0, 0, 1];
}

const azimuth = 0.62;
const elevation = 0.6;
/** Half of what the clip cube holds in depth, in scene units. */
const depth = 4;

/** Where a point of the scene is on the picture of a camera: right and up, before any scaling. */
export function projected(m: CameraMatrix, [x, y, z]: Vec3): [right: number, up: number] {
  const w = m[3] * x + m[7] * y + m[11] * z + m[15];
  const right = m[0] * x + m[4] * y + m[8] * z + m[12];
  const up = m[1] * x + m[5] * y + m[9] * z + m[13];
  return [right / w, up / w];
}

/**
 * Where a camera stands over the plane of the scene: the point that its matrix sends nowhere, which
 * is the one on the first, second and fourth row's planes, by Cramer's rule.
 */
export function eyeOf(m: CameraMatrix): Eye {
  const rows = [0, 1, 3].map((r) => [m[r], m[4 + r], m[8 + r], m[12 + r]]);
  const [x, y, z, w] = [0, 1, 2, 3].map((skip) => {
    const [a, b, c] = rows.map((row) => row.filter((_, i) => i !== skip));
    const minor =
      a[0] * (b[1] * c[2] - b[2] * c[1]) -
      a[1] * (b[0] * c[2] - b[2] * c[0]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
    return skip % 2 === 0 ? minor : -minor;
  });
  // Towards the eye the depth of the clip cube falls.
  const sign = m[2] * x + m[6] * y + m[10] * z + m[14] * w < 0 ? 1 : -1;
  return { x: sign * x, y: sign * y, w: sign * w };
}
