/**
 * The brightness of a facet with slopes dx and dy: diffuse light from the upper left plus ambient
 * light.
 */
export function light(dx: number, dy: number): number {
  const diffuse = (-lightFrom[0] * dx - lightFrom[1] * dy + lightFrom[2]) / Math.hypot(dx, dy, 1);
  return ambient + (1 - ambient) * ((0.5 + 0.5 * diffuse) / (0.5 + 0.5 * lightFrom[2]));
}

export const lightFrom = [-0.48, 0.5, 0.72] as const;
export const ambient = 0.3;

/** Factor on the slopes for shading, so that steep facets keep their colour. */
export const relief = 0.8;

/** Opacity of faces that overlap in the plane. */
export const overlapOpacity = 0.5;
