import type { Eye } from '../painterOrder.ts';
import type { Vec3 } from '../../plot/vec3.ts';

/** The view-projection matrix of a camera, column-major, from the scene (z up) to clip space. */
export type CameraMatrix = readonly number[];

/** An orthographic camera that looks at the centre of the scene from above one of its corners. */
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
/** Half the depth range of the camera, in scene units. */
const depth = 4;

/** The projection of a point of the scene: right and up, before scaling. */
export function projected(m: CameraMatrix, [x, y, z]: Vec3): [right: number, up: number] {
  const w = m[3] * x + m[7] * y + m[11] * z + m[15];
  const right = m[0] * x + m[4] * y + m[8] * z + m[12];
  const up = m[1] * x + m[5] * y + m[9] * z + m[13];
  return [right / w, up / w];
}

/**
 * The position of a camera over the plane of the scene: the point on the planes of the first,
 * second and fourth row of its matrix, by Cramer's rule.
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
  // Depth in clip space decreases towards the viewer.
  const sign = m[2] * x + m[6] * y + m[10] * z + m[14] * w < 0 ? 1 : -1;
  return { x: sign * x, y: sign * y, w: sign * w };
}
