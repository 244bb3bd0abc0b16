import { heightName } from '../../height.ts';
import type { PictureLegend } from '../../picture/pictureLegend.ts';
import { type SurfacePieces, cornerHeights } from '../../picture/surfacePieces.ts';
import { shareOf } from '../../plot/share.ts';
import { isBelow } from '../intervals.ts';
import type { Scene } from '../scene.ts';
import { axesMargins, axesMarkup, type AxisRange } from '../../figure/axes.ts';
import { empty, open } from '../../figure/element.ts';
import { dotRadius } from './figureLegend.ts';
import type { Ink, Plot } from '../../figure/page.ts';
import type { Content } from '../../figure/pageMarkup.ts';
import { faceColour, pointText, polygonPath, scaleText } from './paint.ts';
import { lineStyle } from './strokes.ts';
import type { Font } from '../../figure/textWidth.ts';

/** Margin above and below the graph, as a fraction of the range of heights. */
const headroom = 0.05;
/** Height of a graph divided by its width, if it can be chosen. */
const aspect = 0.62;
const curveWidth = 1.2;

/**
 * The graph of a network with one input: its curve, the area below in the colours of the pieces, and a
 * dot at every breakpoint.
 */
export function graphContent(scene: Scene, legend: PictureLegend, font: Font, ink: Ink): Content {
  const { subject, extent, height } = scene;
  // One unit more or less makes no difference to a height of 1e20.
  const room =
    extent.lo === extent.hi
      ? Math.max(1, Math.abs(extent.lo) * headroom)
      : (extent.hi - extent.lo) * headroom;
  const x: AxisRange = { name: subject.inputNames[0], lo: extent.x0, hi: extent.x1 };
  const name = heightName(subject.outputNames, height);
  const y: AxisRange = { name, lo: extent.lo - room, hi: extent.hi + room };
  return {
    heightFor: (width) => width * aspect,
    isRigid: false,
    margins: (width, plotHeight) => axesMargins(x, y, width, plotHeight, font),
    draw: function* (plot) {
      yield* graphMarkup(scene, legend, y, plot, ink);
      yield* axesMarkup(x, y, plot, font, ink);
    },
  };
}

function* graphMarkup(
  scene: Scene,
  legend: PictureLegend,
  { lo, hi }: AxisRange,
  plot: Plot,
  ink: Ink,
): Generator<string> {
  const { pieces, edges, extent } = scene;
  const bottom = plot.top + plot.height;
  const heights = cornerHeights(pieces);
  const pointOf = (x: number, height: number): [number, number] => [
    plot.left + shareOf({ lo: extent.x0, hi: extent.x1 }, x) * plot.width,
    bottom - shareOf({ lo, hi }, height) * plot.height,
  ];
  const cornerPoint = (k: number): [number, number] => pointOf(pieces.xy[2 * k], heights[k]);
  const ground = Math.min(hi, Math.max(lo, 0));

  yield `${open('g', {
    class: 'graph',
    'data-pixel': pointText([plot.left, bottom]),
    'data-point': pointText([extent.x0, lo]),
    'data-scale': scaleText(plot.width / (extent.x1 - extent.x0), plot.height / (hi - lo)),
  })}\n`;
  // The region of each piece is plain from its dots.
  const isFilled = legend.faces.kind !== 'distinct';
  yield `${open('g', { class: 'area' })}\n`;
  let curve = '';
  let last = NaN;
  for (const { piece, left, right } of orderedPieces(pieces)) {
    const x0 = pieces.xy[2 * left];
    const x1 = pieces.xy[2 * right];
    const ends = [cornerPoint(left), cornerPoint(right)];
    const d = polygonPath([pointOf(x0, ground), ...ends, pointOf(x1, ground)]);
    if (isFilled)
      yield `${empty('path', { 'data-region': pieces.cell[piece], fill: faceColour(scene, piece), d })}\n`;
    curve += `${x0 === last ? 'L' : 'M'}${ends.map(pointText).join('L')}`;
    last = x1;
  }
  yield '</g>\n';
  const joined = { 'stroke-width': curveWidth, 'stroke-linejoin': 'round' };
  yield `${empty('path', { class: 'curve', fill: 'none', stroke: ink.foreground, ...joined, d: curve })}\n`;

  for (const line of [...legend.lines].reverse()) {
    if (line.of.kind !== 'layer') continue;
    const { layer } = line.of;
    const corners = edges.layers[layer];
    yield `${open('g', { class: `folds layer-${layer + 1}`, fill: lineStyle(line).colour })}\n`;
    for (let i = 0; i < corners.length; i += 2) {
      const [cx, cy] = cornerPoint(corners[i]);
      yield `${empty('circle', { cx, cy, r: dotRadius(line) })}\n`;
    }
    yield '</g>\n';
  }
  yield '</g>\n';
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
