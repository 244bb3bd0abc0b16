import { hex } from '../../plot/colour.ts';
import { lineDensityOf, sparse, valueAt, weightedDensity } from '../../picture/lineDensity.ts';
import { recededFade, recedingFor } from '../../picture/receding.ts';
import type { LineKey, PictureLegend } from '../../picture/pictureLegend.ts';
import type { Scene } from '../scene.ts';
import { frameWidth, type Ink } from '../../figure/page.ts';

/** Lines of one kind, with their style. */
export interface Stroke {
  /** CSS class. */
  readonly class: string;
  /** Two corners of the surface per line. */
  readonly corners: ArrayLike<number>;
  readonly colour: string;
  readonly width: number;
  readonly opacity?: number;
}

/** The width of decision boundaries in points: the strongest lines of a figure. */
const boundaryWidth = 1.5;
const contourWidth = 0.6;
/** Contour lines are dashed, because fold lines are straight and thin as well. */
const contourDashes = '2.4 1.2';
/** The width of fold lines in points, per pixel on the screen. */
const foldScale = 1 / 3;
/** Lines fade in steps of this factor on their density, so that those of one layer are a few paths. */
const fadeStep = 1.5;

/** How a line of a figure is drawn; the width is in points. */
export interface LineStyle {
  readonly colour: string;
  readonly width: number;
  readonly dashes?: string;
}

/** The style of a line of a figure. */
export function lineStyle({ of, colour, width, casing }: LineKey): LineStyle {
  switch (of.kind) {
    case 'layer':
      return { colour: `#${hex(colour)}`, width: width * foldScale };
    case 'boundary':
      return { colour: `#${hex(casing?.colour ?? colour)}`, width: boundaryWidth };
    case 'contours':
      return { colour: `#${hex(colour)}`, width: contourWidth, dashes: contourDashes };
  }
}

/**
 * The lines of a scene in painting order: the folds of the first layer over the others, then the border
 * and decision boundaries. Folds are thinner and paler where there are many. `corners` has the positions
 * of the corners of the surface on the page.
 */
export function strokesOf(
  { edges }: Scene,
  { lines }: PictureLegend,
  corners: readonly (readonly [number, number])[],
  ink: Ink,
): Stroke[] {
  const folds = lines.flatMap((line) =>
    line.of.kind === 'layer' ? [{ layer: line.of.layer, ...lineStyle(line) }] : [],
  );
  const boundaries = lines.filter(({ of }) => of.kind === 'boundary');
  const recede = recedingFor(folds.length < lines.length);
  const density = lineDensityOf(folds.map(({ layer }) => segments(edges.layers[layer], corners)));
  const widths = folds.map(({ width }) => recede.width * width);
  const coverage = weightedDensity(density, widths);
  const stepAt = (from: number, to: number): number => {
    const [p, q] = [corners[from], corners[to]];
    const covered = valueAt(density, coverage, (p[0] + q[0]) / 2, (p[1] + q[1]) / 2);
    return Math.max(0, Math.round(Math.log(covered / sparse) / Math.log(fadeStep)));
  };
  const faded = folds.flatMap(({ layer, colour, width: lineWidth }) =>
    grouped(edges.layers[layer], stepAt).map(([step, ends]): Stroke => {
      const { width, opacity } = recededFade(recede, sparse * fadeStep ** step);
      const stroke = { class: `folds layer-${layer + 1}`, corners: ends, colour };
      const thin = { ...stroke, width: Number((width * lineWidth).toFixed(3)) };
      return opacity < 1 ? { ...thin, opacity: Number(opacity.toFixed(3)) } : thin;
    }),
  );
  const border = { class: 'border', colour: ink.foreground, width: frameWidth };
  return [
    ...faded.reverse(),
    { ...border, corners: edges.border },
    ...boundaries.map((line) => ({ class: 'ties', corners: edges.ties, ...lineStyle(line) })),
  ].filter((stroke) => stroke.corners.length > 0);
}

/** The lines of a layer by how much they fade. */
function grouped(
  ends: Uint32Array,
  stepAt: (from: number, to: number) => number,
): (readonly [step: number, ends: readonly number[]])[] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < ends.length; i += 2) {
    const step = stepAt(ends[i], ends[i + 1]);
    const group = groups.get(step);
    if (group) group.push(ends[i], ends[i + 1]);
    else groups.set(step, [ends[i], ends[i + 1]]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

function segments(
  ends: Uint32Array,
  corners: readonly (readonly [number, number])[],
): Float32Array {
  const points = new Float32Array(3 * ends.length);
  ends.forEach((corner, i) => points.set(corners[corner], 3 * i));
  return points;
}
