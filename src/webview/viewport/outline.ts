import type { PixelBox } from './picking.ts';

/** The corners of a convex polygon in the picture, in either direction. */
export type Outline = readonly (readonly [x: number, y: number])[];

/** The part of a polygon inside a box (Sutherland and Hodgman 1974); no corners if they are apart. */
export function partInside(outline: Outline, { left, top, width, height }: PixelBox): Outline {
  const insideOf: readonly ((corner: Outline[number]) => number)[] = [
    ([x]) => x - left,
    ([x]) => left + width - x,
    ([, y]) => y - top,
    ([, y]) => top + height - y,
  ];
  return insideOf.reduce(cut, outline);
}

/** The part of a polygon where a linear function is not negative. */
function cut(outline: Outline, inside: (corner: Outline[number]) => number): Outline {
  return outline.flatMap((q, i) => {
    const p = outline[(i || outline.length) - 1];
    const [before, here] = [inside(p), inside(q)];
    const own = here >= 0 ? [q] : [];
    if (before >= 0 === here >= 0) return own;
    const t = before / (before - here);
    return [[p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])] as const, ...own];
  });
}

/** The area of a polygon. */
export function areaOf(outline: Outline): number {
  const twice = outline.reduce((sum, [x, y], i) => {
    const [px, py] = outline[(i || outline.length) - 1];
    return sum + px * y - x * py;
  }, 0);
  return Math.abs(twice) / 2;
}
