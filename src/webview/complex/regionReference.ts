import { foldsOfEdge, liesOnFolds, type Complex } from '../../core/complex/complex.ts';
import { cellPattern } from '../../core/complex/describe.ts';
import { pickPoint } from '../../core/picture/pick.ts';
import { nearestOnSegment } from '../../core/picture/segment.ts';
import type { Drawing } from '../viewport/drawing.ts';
import { middleOf } from '../viewport/picking.ts';
import type { Spot } from '../viewport/picking.ts';
import type { RegionReference } from './viewState.ts';

/** Identifies a region or a fold, so that it can be found again after the network has changed. */
export function regionReference(
  { picture, folds }: Pick<Drawing, 'picture' | 'folds'>,
  { cell, x, y, edge, fold }: Spot,
): RegionReference {
  const { complex } = picture;
  const own = fold ?? (edge >= 0 ? foldsOfEdge(complex, edge).at(0) : undefined);
  const [onX, onY] = own !== undefined && edge >= 0 ? nearestOnEdge(complex, edge, x, y) : [x, y];
  return {
    x: onX,
    y: onY,
    pattern: Array.from(cellPattern(complex, cell)),
    ...(own !== undefined && {
      fold: {
        layer: folds.layer[own],
        neuron: folds.neuron[own],
        breakpoint: folds.breakpoint[own],
      },
    }),
  };
}

/**
 * The region or fold of a reference: the nearest point of its fold; else the region at its point, if
 * that has the same pattern; else any region with the pattern; else the region at its point.
 */
export function findRegion(
  drawing: Drawing,
  { x, y, pattern, fold }: RegionReference,
): Spot | undefined {
  const { picture, boxes } = drawing;
  const onFold = fold && findFold(drawing, x, y, fold, pattern);
  if (onFold) return onFold;
  const here = pickPoint(boxes, x, y);
  if (here && samePattern(drawing, here.cell, pattern)) return { ...here, edge: -1 };
  for (let c = 0; c < picture.complex.cellCount; c++) {
    if (samePattern(drawing, c, pattern)) return middleOf(drawing, c);
  }
  return here && { ...here, edge: -1 };
}

/**
 * The point of a fold that is nearest to (x, y), in the cell with the pattern; undefined outside
 * the domain.
 */
function findFold(
  drawing: Drawing,
  x: number,
  y: number,
  { layer, neuron, breakpoint }: NonNullable<RegionReference['fold']>,
  pattern: readonly number[],
): Spot | undefined {
  const {
    picture: { complex },
    folds,
  } = drawing;
  const first = folds.firstOfNeuron.at(layer);
  const fold = (first?.at(neuron) ?? Infinity) + breakpoint;
  if (!first || !(fold < first[neuron + 1])) return undefined;
  const { edgeCount, edgeCells } = complex;
  let nearest = Infinity;
  let spot: Spot | undefined;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (!liesOnFolds(complex, edge, fold, fold + 1)) continue;
    const at = nearestOnEdge(complex, edge, x, y);
    const distance = Math.hypot(at[0] - x, at[1] - y);
    if (distance >= nearest) continue;
    nearest = distance;
    const sides = edgeCells.subarray(2 * edge, 2 * edge + 2);
    const cell =
      sides.find((side) => side >= 0 && samePattern(drawing, side, pattern)) ?? Math.max(...sides);
    spot = { cell, x: at[0], y: at[1], edge, fold };
  }
  return spot;
}

function nearestOnEdge({ edgeEnds, xy }: Complex, edge: number, x: number, y: number) {
  const [p, q] = [2 * edgeEnds[2 * edge], 2 * edgeEnds[2 * edge + 1]];
  return nearestOnSegment([xy[p], xy[p + 1]], [xy[q], xy[q + 1]], [x, y]);
}

function samePattern({ picture: { complex } }: Drawing, cell: number, pattern: readonly number[]) {
  if (pattern.length !== complex.patternWords) return false;
  const first = cell * complex.patternWords;
  return pattern.every((word, i) => complex.patterns[first + i] === word);
}
