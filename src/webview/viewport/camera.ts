import { dot, type Box, type Vec3 } from '../../core/plot/vec3.ts';

/** The 3D view: the camera looks at the target (x, y, z) of the scene. Angles in radians. */
export interface Orbit {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** 0 looks along +y; counter-clockwise seen from above. */
  readonly azimuth: number;
  /** π/2 looks straight down. */
  readonly elevation: number;
  /** Half the shorter side of the picture, in scene units at the target. */
  readonly span: number;
}

/** The 2D view, from straight above. */
export interface Plane {
  readonly x: number;
  readonly y: number;
  readonly span: number;
}

/** Both views and which one is in use, so that a view is unchanged when the user returns to it. */
export interface Camera {
  readonly mode: '3d' | '2d';
  readonly orbit: Orbit;
  readonly plane: Plane;
}

/** A view at one time, between 3D and 2D: `lens` is tan(fov / 2), and 0 is orthographic. */
export interface Pose extends Orbit {
  readonly lens: number;
}

export const lens3d = Math.tan((17 * Math.PI) / 180);
const minElevation = 0.06;
const maxElevation = Math.PI / 2 - 0.002;
const minSpan = 1e-5;
const maxSpan = 40;

export const presets = {
  corner: { azimuth: 0.62, elevation: 0.6 },
  front: { azimuth: 0, elevation: 0.22 },
  side: { azimuth: Math.PI / 2, elevation: 0.22 },
  above: { azimuth: 0, elevation: 1.3 },
} as const;

export type Preset = keyof typeof presets;

/** The pose of a camera between the 3D view (0) and the 2D view (1). */
export function poseOf(camera: Camera, flatness: number): Pose {
  const { orbit, plane } = camera;
  const mix = (a: number, b: number): number => a + flatness * (b - a);
  const turn = Math.atan2(Math.sin(orbit.azimuth), Math.cos(orbit.azimuth));
  return {
    x: mix(orbit.x, plane.x),
    y: mix(orbit.y, plane.y),
    z: mix(orbit.z, 0),
    azimuth: mix(turn, 0),
    elevation: mix(orbit.elevation, Math.PI / 2),
    span: Math.exp(mix(Math.log(orbit.span), Math.log(plane.span))),
    lens: mix(lens3d, 0),
  };
}

/** The axes of the picture in the scene: right, up, and towards the camera. */
export function basisOf(pose: { azimuth: number; elevation: number }): [Vec3, Vec3, Vec3] {
  const [sa, ca] = [Math.sin(pose.azimuth), Math.cos(pose.azimuth)];
  const [se, ce] = [Math.sin(pose.elevation), Math.cos(pose.elevation)];
  return [
    [ca, sa, 0],
    [-sa * se, ca * se, ce],
    [sa * ce, -ca * ce, se],
  ];
}

/**
 * The view from a direction that fits a box, with `margin` as the share of the picture left free.
 */
export function fitOrbit(
  angles: { readonly azimuth: number; readonly elevation: number },
  box: Box,
  aspect: number,
  margin = 0.14,
): Orbit {
  const { azimuth, elevation } = angles;
  const basis = basisOf(angles);
  const [wide, high] = aspect > 1 ? [aspect, 1] : [1, 1 / aspect];
  let target = [0, 1, 2].map((i) => (box.min[i] + box.max[i]) / 2) as unknown as Vec3;
  let span = minSpan;
  // With perspective, the centre of the box is not the centre of its picture: move the target there
  // and fit again. Two rounds leave an error of less than a pixel.
  for (let round = 0; round < 3; round++) {
    const seen = corners(box).map((corner) => {
      const p: Vec3 = [corner[0] - target[0], corner[1] - target[1], corner[2] - target[2]];
      return basis.map((axis) => dot(axis, p));
    });
    span = Math.max(
      minSpan,
      ...seen.map(
        ([x, y, z]) => Math.max(Math.abs(x) / wide, Math.abs(y) / high) / (1 - margin) + z * lens3d,
      ),
    );
    const middle = [0, 1].map((i) => {
      const reach = seen.map((p) => p[i] / (1 - (p[2] * lens3d) / span));
      return (Math.min(...reach) + Math.max(...reach)) / 2;
    });
    if (round === 2) break;
    target = [0, 1, 2].map(
      (i) => target[i] + middle[0] * basis[0][i] + middle[1] * basis[1][i],
    ) as unknown as Vec3;
  }
  const [x, y, z] = target;
  return { x, y, z, azimuth, elevation, span };
}

/** The 2D view that shows the whole footprint of a box. */
export function fitPlane(box: Box, aspect: number, margin = 0.06): Plane {
  const [wide, high] = aspect > 1 ? [aspect, 1] : [1, 1 / aspect];
  const width = (box.max[0] - box.min[0]) / 2 / wide;
  const height = (box.max[1] - box.min[1]) / 2 / high;
  return {
    x: (box.min[0] + box.max[0]) / 2,
    y: (box.min[1] + box.max[1]) / 2,
    span: Math.max(width, height, minSpan) / (1 - margin),
  };
}

/** Rotates the 3D view by angles in radians. */
export function rotate(camera: Camera, dAzimuth: number, dElevation: number): Camera {
  const { orbit } = camera;
  const elevation = clamp(orbit.elevation + dElevation, minElevation, maxElevation);
  return { ...camera, orbit: { ...orbit, azimuth: orbit.azimuth + dAzimuth, elevation } };
}

/** Moves the target; `right` and `up` are in scene units in the plane of the picture. */
export function pan(camera: Camera, right: number, up: number): Camera {
  if (camera.mode === '2d') {
    const { plane } = camera;
    return { ...camera, plane: { ...plane, x: plane.x + right, y: plane.y + up } };
  }
  const { orbit } = camera;
  const [r, u] = basisOf(orbit);
  return {
    ...camera,
    orbit: {
      ...orbit,
      x: orbit.x + right * r[0] + up * u[0],
      y: orbit.y + right * r[1] + up * u[1],
      z: orbit.z + right * r[2] + up * u[2],
    },
  };
}

/**
 * Zooms by a factor about a point of the scene, which stays at its pixel: target and span shrink
 * towards the point together, at any depth.
 */
export function zoom(camera: Camera, factor: number, [x, y, z]: Vec3): Camera {
  const { plane, orbit } = camera;
  const old = camera.mode === '2d' ? plane.span : orbit.span;
  const span = clamp(old / factor, minSpan, maxSpan);
  const towards = (from: number, to: number): number => to + (from - to) * (span / old);
  return camera.mode === '2d'
    ? { ...camera, plane: { x: towards(plane.x, x), y: towards(plane.y, y), span } }
    : {
        ...camera,
        orbit: {
          ...orbit,
          x: towards(orbit.x, x),
          y: towards(orbit.y, y),
          z: towards(orbit.z, z),
          span,
        },
      };
}

export function corners({ min, max }: Box): Vec3[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [
    i & 1 ? max[0] : min[0],
    i & 2 ? max[1] : min[1],
    i & 4 ? max[2] : min[2],
  ]);
}

function clamp(x: number, lo: number, hi: number): number {
  return Math.min(hi, Math.max(lo, x));
}
