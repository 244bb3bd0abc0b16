import { heightName } from '../../height.ts';
import { hex } from '../../plot/colour.ts';
import { type SurfacePieces, cornerHeights } from '../../picture/surfacePieces.ts';
import { isBelow } from '../intervals.ts';
import type { Scene } from '../scene.ts';
import { axesMarkup } from './axes.ts';
import { empty, open } from './element.ts';
import type { Ink, Plot } from './page.ts';
import { faceColour, pointText, polygonPath } from './paint.ts';
import { layerStyle } from '../../plot/palette.ts';

/** Margin above and below the graph, as a fraction of the range of heights. */
const headroom = 0.05;

/**
 * The graph of a network with one input: its curve, the area below, and a dot at every breakpoint.
 */
export function* graphMarkup(scene: Scene, plot: Plot, ink: Ink): Generator<string> {
  const { subject, pieces, edges, extent, palette } = scene;
  const room = extent.lo === extent.hi ? 1 : (extent.hi - extent.lo) * headroom;
  const [lo, hi] = [extent.lo - room, extent.hi + room];
  const bottom = plot.top + plot.height;
  const scaleX = plot.width / (extent.x1 - extent.x0);
  const scaleY = plot.height / (hi - lo);
  const heights = cornerHeights(pieces);
  const pixel = (x: number, height: number): [number, number] => [
    plot.left + (x - extent.x0) * scaleX,
    bottom - (height - lo) * scaleY,
  ];
  const cornerPixel = (k: number): [number, number] => pixel(pieces.xy[2 * k], heights[k]);
  const ground = Math.min(hi, Math.max(lo, 0));

  yield `${open('g', {
    class: 'graph',
    'data-pixel': pointText([plot.left, bottom]),
    'data-point': pointText([extent.x0, lo]),
    'data-scale': pointText([scaleX, scaleY]),
  })}\n`;
  yield `${open('g', { class: 'area', 'fill-opacity': 0.5 })}\n`;
  let curve = '';
  let last = NaN;
  for (const { piece, left, right } of orderedPieces(pieces)) {
    const x0 = pieces.xy[2 * left];
    const x1 = pieces.xy[2 * right];
    const ends = [cornerPixel(left), cornerPixel(right)];
    const d = polygonPath([pixel(x0, ground), ...ends, pixel(x1, ground)]);
    yield `${empty('path', { 'data-region': pieces.cell[piece], fill: faceColour(scene, piece, 1), d })}\n`;
    curve += `${x0 === last ? 'L' : 'M'}${ends.map(pointText).join('L')}`;
    last = x1;
  }
  yield '</g>\n';
  const joined = { 'stroke-width': 2, 'stroke-linejoin': 'round' };
  yield `${empty('path', { class: 'curve', fill: 'none', stroke: ink.foreground, ...joined, d: curve })}\n`;

  for (let l = edges.layers.length - 1; l >= 0; l--) {
    const corners = edges.layers[l];
    if (corners.length === 0) continue;
    const { line, width } = layerStyle(palette, subject.network, l);
    yield `${open('g', { class: `folds layer-${l + 1}`, fill: `#${hex(line)}` })}\n`;
    for (let i = 0; i < corners.length; i += 2) {
      const [cx, cy] = cornerPixel(corners[i]);
      yield `${empty('circle', { cx, cy, r: 1.5 + width })}\n`;
    }
    yield '</g>\n';
  }
  yield '</g>\n';
  const [x] = subject.inputNames;
  const y = heightName(subject.outputNames, scene.height);
  yield* axesMarkup({ name: x, lo: extent.x0, hi: extent.x1 }, { name: y, lo, hi }, plot, ink);
}

/** The pieces from left to right, with their lower corners. */
function orderedPieces(pieces: SurfacePieces): { piece: number; left: number; right: number }[] {
  const { xy } = pieces;
  const strip = Array.from({ length: pieces.count }, (_, piece) => {
    let left = -1;
    let right = -1;
    for (let k = pieces.start[piece]; k < pieces.start[piece + 1]; k++) {
      if (!isBelow(xy[2 * k + 1])) continue;
      if (left < 0 || xy[2 * k] < xy[2 * left]) left = k;
      if (right < 0 || xy[2 * k] > xy[2 * right]) right = k;
    }
    return { piece, left, right };
  });
  return strip.sort((p, q) => xy[2 * p.left] - xy[2 * q.left]);
}
