import type { Progress } from '../arrangement/arrange.ts';
import { ArithmeticRangeError } from '../arrangement/errorBound.ts';
import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';
import type { Height } from '../height.ts';
import type { Activation } from '../network/activation.ts';
import type { Network } from '../network/network.ts';
import { comparisonNetwork } from '../network/tournament.ts';
import { curvesBetween, type Curves } from './curves.ts';
import { isAboveAdded, refine, type Refinement } from './refinement.ts';

/** The lines on which a height has one of several values. */
export interface LevelSets {
  /** Ascending, each once. */
  readonly levels: readonly number[];
  /**
   * The borders of where the height exceeds a level, that part on the left. A plateau at the level
   * itself does not exceed it. Labels are negated: −k is where k of the levels are exceeded, so a
   * curve is of the level `levelOf`.
   */
  readonly curves: Curves;
}

/** More levels than anyone would tell apart. */
const mostLevels = 200;

/** The index of the level that a curve is of. */
export function levelOf({ curves }: LevelSets, curve: number): number {
  return -curves.left[curve] - 1;
}

/**
 * The level sets of a height over the cells of a complex, exactly, as polylines that end on the
 * border of the domain or close. Levels are doubles at face value; those that are not finite are
 * left out. Throws a RangeError for more than 200. Undefined where comparing with them leaves the
 * range that doubles can bound. Yields progress like `arrange`.
 */
export function* levelSetsOf(
  network: Network,
  domain: Domain,
  complex: Complex,
  height: Height,
  levels: readonly number[],
): Generator<Progress, LevelSets | undefined> {
  const distinct = [...new Set(levels.filter(Number.isFinite).map((t) => t + 0))];
  const sorted = distinct.sort((p, q) => p - q);
  if (sorted.length > mostLevels) throw new RangeError(`More than ${mostLevels} levels at once.`);
  let refinement: Refinement;
  try {
    refinement = yield* refine(network, withSteps(network, height, sorted), domain, complex);
  } catch (error) {
    if (error instanceof ArithmeticRangeError) return undefined;
    throw error;
  }
  const { fine, parent } = refinement;
  // The comparison that comes before the steps has a fold less than there are outputs.
  const firstStep = height.kind === 'argmax' ? complex.outputCount - 1 : 0;
  const label = Int32Array.from({ length: fine.cellCount }, (_, c) => {
    let exceeded = 0;
    while (exceeded < sorted.length && isAboveAdded(refinement, c, firstStep + exceeded))
      exceeded++;
    return -exceeded;
  });
  return { levels: sorted, curves: curvesBetween(fine, label, parent) };
}

/** The network followed by one neuron that computes the height and bends at every level. */
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
