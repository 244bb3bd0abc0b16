import { shortest } from '../numeric/shortest.ts';
import { inputMap } from './affine.ts';
import type { FoldTable } from './folds.ts';
import { patternAt } from './forward.ts';
import { activationOf, type Network } from './network.ts';

/** A fold, and the activation pattern of a cell beside it, where it is dragged. */
export interface GrabbedFold {
  readonly network: Network;
  readonly folds: FoldTable;
  readonly fold: number;
  readonly pattern: Uint32Array;
}

/** The parameters of a neuron after its fold has moved; weights only if they changed. */
export interface MovedNeuron {
  readonly bias: number;
  readonly weights?: readonly number[];
}

/** A move of a fold, with the normal of the fold at the new point. */
export interface FoldMove extends MovedNeuron {
  /** The gradient of the new preactivation at the point. */
  readonly normal: Point;
}

type Point = readonly [x: number, y: number];

/**
 * The bias for which a fold passes through a point p. A bias shifts the preactivation z by the same
 * amount everywhere, so bent folds move, too: the bias must increase by breakpoint − z(p). It is
 * rounded to the fewest digits for which the fold passes within `tolerance`. Undefined if the
 * gradient of z is zero at p.
 */
export function moveFold(held: GrabbedFold, point: Point, tolerance: number): FoldMove | undefined {
  const { network, folds, fold } = held;
  const layer = network.layers[folds.layer[fold]];
  const first = folds.neuron[fold] * layer.inputs;
  return through(held, layer.weights.subarray(first, first + layer.inputs), point, tolerance);
}

/**
 * The weights and bias for which a fold passes through a point, rotated by an angle (in radians,
 * counterclockwise). Where it is dragged, the gradient of the preactivation is g = Hᵀw, where H is
 * the Jacobian of the inputs of the layer. Of all w′ with Hᵀw′ = Rg, the one nearest to w is w +
 * H(HᵀH)⁻¹(Rg − g); in the first layer it is the rotated w. Numbers are rounded to the fewest
 * digits that keep the fold within `tolerance` up to a distance of `reach` from the point.
 * Undefined if H has rank less than two.
 */
export function turnFold(
  held: GrabbedFold,
  angle: number,
  point: Point,
  tolerance: number,
  reach: number,
): FoldMove | undefined {
  const { network, folds, fold, pattern } = held;
  const layer = network.layers[folds.layer[fold]];
  const first = folds.neuron[fold] * layer.inputs;
  const row = layer.weights.subarray(first, first + layer.inputs);
  const entering = inputMap(network, folds, pattern, folds.layer[fold]);
  const [gx, gy] = gradientOf(row, entering);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [cos * gx - sin * gy - gx, sin * gx + cos * gy - gy];

  let [xx, xy, yy] = [0, 0, 0];
  for (let j = 0; j < layer.inputs; j++) {
    const [hx, hy] = [entering[3 * j], entering[3 * j + 1]];
    xx += hx * hx;
    xy += hx * hy;
    yy += hy * hy;
  }
  const determinant = xx * yy - xy * xy;
  if (!(determinant > flat * xx * yy)) return undefined;
  const lx = (yy * dx - xy * dy) / determinant;
  const ly = (xx * dy - xy * dx) / determinant;
  // An error ε of a weight changes the gradient by up to |h|ε; the errors of a row add up like √n.
  const allowed = (tolerance * Math.hypot(gx, gy)) / reach / Math.sqrt(layer.inputs);
  const weights = Array.from(row, (w, j) => {
    const [hx, hy] = [entering[3 * j], entering[3 * j + 1]];
    const change = hx * lx + hy * ly;
    return change === 0 ? w : shortest(w + change, allowed / Math.hypot(hx, hy));
  });
  const moved = through(held, weights, point, tolerance);
  return moved && { ...moved, weights };
}

/**
 * If the determinant of HᵀH is below this fraction of its bound, H is considered to have rank one.
 */
const flat = 1e-12;

/** The bias for which the fold of a row of weights passes through a point. */
function through(
  { network, folds, fold }: GrabbedFold,
  row: ArrayLike<number>,
  [x, y]: Point,
  tolerance: number,
): FoldMove | undefined {
  const layer = folds.layer[fold];
  const { breakpoints } = activationOf(network.layers[layer], folds.neuron[fold]);
  const entering = inputMap(network, folds, patternAt(network, folds, [x, y]), layer);
  const normal = gradientOf(row, entering);
  const steepness = Math.hypot(...normal);
  if (!(steepness > 0)) return undefined;
  let sum = 0;
  for (let j = 0; j < row.length; j++)
    sum += row[j] * (entering[3 * j] * x + entering[3 * j + 1] * y + entering[3 * j + 2]);
  const bias = shortest(breakpoints[folds.breakpoint[fold]] - sum, steepness * tolerance);
  return Number.isFinite(bias) ? { bias, normal } : undefined;
}

/** The gradient of a linear combination of the rows of an affine map. */
function gradientOf(row: ArrayLike<number>, rows: Float64Array): [x: number, y: number] {
  let [gx, gy] = [0, 0];
  for (let j = 0; j < row.length; j++) {
    gx += row[j] * rows[3 * j];
    gy += row[j] * rows[3 * j + 1];
  }
  return [gx, gy];
}
