import { layerName } from '../network/network.ts';
import type { Scene } from './scene.ts';
import { layerStyle } from '../plot/palette.ts';

/** The lines of one kind on a surface. */
export interface SceneLines {
  readonly name: string;
  /** Two corners of the surface per line. */
  readonly corners: Uint32Array;
  readonly colour: readonly [number, number, number];
}

/** The lines of a scene: by layer, then ties, then the border. */
export function sceneLines({ subject, edges, palette }: Scene): SceneLines[] {
  return [
    ...edges.layers.map((corners, l) => ({
      name: layerName(subject.network, l),
      corners,
      colour: layerStyle(palette, subject.network, l).line,
    })),
    { name: 'Ties', corners: edges.ties, colour: palette.boundary.colour },
    { name: 'Border', corners: edges.border, colour: palette.border },
  ].filter(({ corners }) => corners.length > 0);
}
