/** A point or direction in space. */
export type Vec3 = readonly [x: number, y: number, z: number];

/** The scalar product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** A box in the scene, with heights as drawn. */
export interface Box {
  readonly min: Vec3;
  readonly max: Vec3;
}
