import { dot, type Vec3 } from '../../core/plot/vec3.ts';
import { basisOf, type Pose } from './camera.ts';

/** The stage in CSS pixels, and the margins around the part that the picture is centred in. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Image pixels per CSS pixel, when the image is not for the screen. */
  readonly ratio?: number;
}

/** Maps the scene to pixels of the stage and back, for one pose. */
export interface Projection {
  /** Pixels per scene unit at the target. */
  readonly scale: number;
  /** Unit vector towards the camera. */
  readonly towards: Vec3;
  /** Column-major, as in WebGL. */
  readonly viewMatrix: readonly number[];
  readonly projectionMatrix: readonly number[];
  /** Pixel of a point of the scene. */
  readonly project: (point: Vec3) => [x: number, y: number];
  /** The ray through a pixel. */
  readonly ray: (x: number, y: number) => { origin: Vec3; direction: Vec3 };
  /** The point under a pixel as far away as the target. */
  readonly atTarget: (x: number, y: number) => Vec3;
}

/**
 * The projection of a pose. The near and far planes enclose everything within `radius` of the
 * target.
 */
export function projectionOf(pose: Pose, viewport: Viewport, radius: number): Projection {
  const { lens, span } = pose;
  const [right, up, towards] = basisOf(pose);
  const target: Vec3 = [pose.x, pose.y, pose.z];
  const innerWidth = viewport.width - viewport.left - viewport.right;
  const innerHeight = viewport.height - viewport.top - viewport.bottom;
  const scale = Math.min(innerWidth, innerHeight) / 2 / span;
  const centreX = viewport.left + innerWidth / 2;
  const centreY = viewport.top + innerHeight / 2;
  const distance = lens > 0 ? span / lens : 2 * radius;
  const near = lens > 0 ? Math.max(distance - radius, distance / 50) : distance - radius;
  const far = distance + radius;

  const eye = (point: Vec3): Vec3 => {
    const p: Vec3 = [point[0] - target[0], point[1] - target[1], point[2] - target[2]];
    return [dot(right, p), dot(up, p), dot(towards, p)];
  };
  /** The offset of a pixel from the target, in scene units at the target. */
  const offset = (x: number, y: number): [number, number] => [
    (x - centreX) / scale,
    (centreY - y) / scale,
  ];
  const at = (r: number, u: number, t: number): Vec3 => [
    target[0] + r * right[0] + u * up[0] + t * towards[0],
    target[1] + r * right[1] + u * up[1] + t * towards[1],
    target[2] + r * right[2] + u * up[2] + t * towards[2],
  ];

  return {
    scale,
    towards,
    viewMatrix: [
      ...[0, 1, 2].flatMap((i) => [right[i], up[i], towards[i], 0]),
      ...[-dot(right, target), -dot(up, target), -dot(towards, target) - distance, 1],
    ],
    projectionMatrix: matrix(
      (2 * scale) / viewport.width,
      (2 * scale) / viewport.height,
      (2 * centreX) / viewport.width - 1,
      1 - (2 * centreY) / viewport.height,
    ),
    project: (point) => {
      const [x, y, z] = eye(point);
      const size = scale / (1 - (z * lens) / span);
      return [centreX + size * x, centreY - size * y];
    },
    atTarget: (x, y) => at(...offset(x, y), 0),
    ray: (x, y) => {
      const [r, u] = offset(x, y);
      if (lens === 0) {
        const direction: Vec3 = [-towards[0], -towards[1], -towards[2]];
        return { origin: at(r, u, radius), direction };
      }
      const origin = at(0, 0, distance);
      const through = at(r, u, 0);
      return { origin, direction: [0, 1, 2].map((i) => through[i] - origin[i]) as unknown as Vec3 };
    },
  };

  /** Orthographic or perspective, with the centre of the picture at (cx, cy) in clip space. */
  function matrix(sx: number, sy: number, cx: number, cy: number): number[] {
    const depth = far - near;
    if (lens === 0)
      return [sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, -2 / depth, 0, cx, cy, -(far + near) / depth, 1];
    const [fx, fy] = [sx * distance, sy * distance];
    const a = -(far + near) / depth;
    const b = (-2 * far * near) / depth;
    return [fx, 0, 0, 0, 0, fy, 0, 0, -cx, -cy, a, -1, 0, 0, b, 0];
  }
}

/** The matrix from the scene to clip space, column-major. */
export function sceneToClip({ projectionMatrix, viewMatrix }: Projection): number[] {
  return product(projectionMatrix, viewMatrix);
}

/** The product of two 4 × 4 matrices, column-major. */
export function product(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 16 }, (_, i) => {
    const [column, row] = [4 * (i >> 2), i & 3];
    return [0, 1, 2, 3].reduce((sum, k) => sum + a[4 * k + row] * b[column + k], 0);
  });
}
