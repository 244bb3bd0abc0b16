/** Brightness of a facet that rises by (dx, dy): light from the upper left, part of it ambient. */
export function light(dx: number, dy: number): number {
  const diffuse = (-lightFrom[0] * dx - lightFrom[1] * dy + lightFrom[2]) / Math.hypot(dx, dy, 1);
  return ambient + (1 - ambient) * ((0.5 + 0.5 * diffuse) / (0.5 + 0.5 * lightFrom[2]));
}

export const lightFrom = [-0.48, 0.5, 0.72] as const;
export const ambient = 0.3;

/** The heights are flattened by this much in the light, so that steep facets keep their colour. */
export const relief = 0.8;

/** Opacity of faces that lie upon each other in one plane. */
export const overlapOpacity = 0.5;
