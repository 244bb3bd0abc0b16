import { layerName } from '../network/network.ts';
import type { Scene } from './scene.ts';

/** Lines of one kind on a surface, with what they are called and their colour. */
export interface SceneLines {
  readonly name: string;
  /** Two corners of the sheet per line. */
  readonly corners: Uint32Array;
  readonly colour: readonly [number, number, number];
}

/** All lines of a scene that there are, by layer, then ties, then the border. */
export function sceneLines({ subject, sides, palette }: Scene): SceneLines[] {
  const { layers } = palette;
  return [
    ...sides.layers.map((corners, l) => ({
      name: layerName(subject.network, l),
      corners,
      colour: layers[l % layers.length],
    })),
    { name: 'Ties', corners: sides.ties, colour: palette.tie },
    { name: 'Border', corners: sides.border, colour: palette.border },
  ].filter(({ corners }) => corners.length > 0);
}
