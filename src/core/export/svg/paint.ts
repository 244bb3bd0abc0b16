import { hex } from '../../plot/colour.ts';
import { digits } from '../../digits.ts';
import type { Scene } from '../scene.ts';

/** The colour of a piece times a brightness. */
export function faceColour({ colours }: Scene, piece: number, brightness = 1): string {
  const bytes = colours.faces.subarray(3 * piece, 3 * piece + 3);
  return `#${hex(Array.from(bytes, (b) => Math.min(255, Math.round(b * brightness))))}`;
}

/** The path of a polygon. */
export function polygonPath(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(pointText).join('L')}Z`;
}

export function pointText([x, y]: readonly [number, number]): string {
  return `${digits(x)} ${digits(y)}`;
}

/** Points per unit of two axes; undefined beyond the range of doubles. */
export function scaleText(x: number, y: number): string | undefined {
  return Number.isFinite(x) && Number.isFinite(y) ? pointText([x, y]) : undefined;
}
