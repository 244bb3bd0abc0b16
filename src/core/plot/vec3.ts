/** A point or direction in space. */
export type Vec3 = readonly [x: number, y: number, z: number];
