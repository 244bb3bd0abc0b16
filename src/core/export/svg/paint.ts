import { hex } from '../../plot/colour.ts';
import { digits } from '../../digits.ts';
import type { Scene } from '../scene.ts';
import { layerStyle } from '../../plot/palette.ts';

/** The lines of one kind, with their style. */
export interface Stroke {
  /** CSS class. */
  readonly class: string;
  readonly corners: Uint32Array;
  readonly colour: string;
  readonly width: number;
}

/** The lines of a scene in painting order: the folds of the first layer on top. */
export function strokesOf({ subject, edges, palette }: Scene): Stroke[] {
  const folds = edges.layers.map((corners, l) => {
    const { line, width } = layerStyle(palette, subject.network, l);
    return { class: `folds layer-${l + 1}`, corners, colour: `#${hex(line)}`, width };
  });
  const { boundary } = palette;
  const rest = [
    {
      class: 'casing',
      corners: edges.ties,
      colour: `#${hex(boundary.casing)}`,
      width: boundary.casingWidth,
    },
    {
      class: 'ties',
      corners: edges.ties,
      colour: `#${hex(boundary.colour)}`,
      width: boundary.width,
    },
    { class: 'border', corners: edges.border, colour: `#${hex(palette.border)}`, width: 1.5 },
  ];
  return [...folds.reverse(), ...rest].filter(({ corners }) => corners.length > 0);
}

/** The colour of a piece times a brightness. */
export function faceColour({ colours }: Scene, piece: number, brightness: number): string {
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
