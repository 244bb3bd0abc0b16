import type { Progress } from '../arrangement/arrange.ts';
import { ArithmeticRangeError } from '../arrangement/errorBound.ts';
import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';
import type { Height } from '../height.ts';
import type { Activation } from '../network/activation.ts';
import type { Network } from '../network/network.ts';
import { comparisonNetwork } from '../network/tournament.ts';
import { shouldYield } from '../yielding.ts';
import { curvesBetween, type Curves } from './curves.ts';
import { isAboveAdded, refine, type Refinement } from './refinement.ts';

/** The level sets of a height. */
export interface LevelSets {
  /** Ascending, without duplicates. */
  readonly levels: readonly number[];
  /**
   * The boundaries of the sets where the height exceeds a level, which are on the left. A plateau
   * at a level does not exceed it. Label −k is where k of the levels are exceeded; see `levelOf`.
   */
  readonly curves: Curves;
}

/** More levels could not be told apart. */
const maxLevels = 200;

/** The index of the level of a curve. */
export function levelOf({ curves }: LevelSets, curve: number): number {
  return -curves.left[curve] - 1;
}

/**
 * The level sets of a height on the cells of a complex, as polylines that are closed or end on the
 * border of the domain. Their topology is exact for these doubles as levels; levels that are not
 * finite are ignored. Throws a RangeError for more than 200 levels. Undefined if a comparison
 * exceeds the range of doubles. Yields progress like `arrange`.
 */
export function* levelSetsOf(
  network: Network,
  domain: Domain,
  complex: Complex,
  height: Height,
  levels: readonly number[],
): Generator<Progress | undefined, LevelSets | undefined> {
  const distinct = [...new Set(levels.filter(Number.isFinite).map((t) => t + 0))];
  const sorted = distinct.sort((p, q) => p - q);
  if (sorted.length > maxLevels) throw new RangeError(`More than ${maxLevels} levels at once.`);
  let refinement: Refinement;
  try {
    refinement = yield* refine(network, withSteps(network, height, sorted), domain, complex);
  } catch (error) {
    if (error instanceof ArithmeticRangeError) return undefined;
    throw error;
  }
  const { fine, parent } = refinement;
  // With argmax, the folds of the tournament come first: one less than there are outputs.
  const firstStep = height.kind === 'argmax' ? complex.outputCount - 1 : 0;
  const label = new Int32Array(fine.cellCount);
  for (let c = 0; c < fine.cellCount; c++) {
    if (shouldYield(c)) yield;
    let exceeded = 0;
    while (exceeded < sorted.length && isAboveAdded(refinement, c, firstStep + exceeded))
      exceeded++;
    label[c] = -exceeded;
  }
  const parts = yield* affineParts(refinement, firstStep);
  return { levels: sorted, curves: yield* curvesBetween(fine, label, parent, parts) };
}

/** The parts of cells in which the same output is the largest: on each, the height is affine. */
function* affineParts(
  refinement: Refinement,
  comparisons: number,
): Generator<undefined, Int32Array> {
  const { fine, parent } = refinement;
  if (comparisons === 0) return parent;
  const numbers = new Map<string, number>();
  const parts = new Int32Array(fine.cellCount);
  for (let c = 0; c < fine.cellCount; c++) {
    if (shouldYield(c, 12)) yield;
    let key = String(parent[c]);
    for (let j = 0; j < comparisons; j++) key += isAboveAdded(refinement, c, j) ? '+' : '-';
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    parts[c] = number;
  }
  return parts;
}

/**
 * The network followed by a neuron that computes the height and has a breakpoint at every level.
 */
function withSteps(network: Network, height: Height, levels: readonly number[]): Network {
  const before = height.kind === 'argmax' ? comparisonNetwork(network).network : network;
  const inputs = before.layers[before.layers.length - 1].units;
  const weights = new Float64Array(inputs);
  switch (height.kind) {
    case 'output':
      weights[height.index] = 1;
      break;
    case 'difference':
      weights[height.index] += 1;
      weights[height.minus] -= 1;
      break;
    case 'argmax':
      weights[0] = 1;
  }
  const slopes = Array.from({ length: levels.length + 1 }, (_, piece) => piece % 2);
  const activation: Activation = { breakpoints: levels, slopes, intercept: 0 };
  const layer = { inputs, units: 1, weights, bias: new Float64Array(1), activation };
  return { ...before, layers: [...before.layers, layer] };
}
