import { regionsOfFirstLayerInPlane } from '../complex/bounds.ts';
import type { Complex } from '../complex/complex.ts';
import { integralsInSteps } from '../complex/stats.ts';
import { preactivationMap } from '../network/affine.ts';
import type { FoldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { runToEnd } from '../yielding.ts';
import { type Duplicate, duplicatesOf } from './duplicates.ts';
import { type Extrema, extrema } from './extrema.ts';
import { growthOf } from './growth.ts';
import { type Margins, marginsOf } from './margins.ts';
import { type NeuronReport, reportNeurons } from './neurons.ts';
import { type Steepest, steepest } from './steepest.ts';
import { montufarBound, serraBound } from './upperBounds.ts';

/** What is worth saying about a network over its domain, as plain data. */
export interface Facts {
  readonly regions: number;
  readonly linearRegions: number;
  /** Regions in the whole plane, for a network that folds in its first layer only. */
  readonly planeRegions?: number;
  /** Entry l: activation regions of the network cut off after layer l. */
  readonly regionsByLayer: readonly number[];
  /** Every neuron with a hinge, in layer order. */
  readonly neurons: readonly NeuronReport[];
  /** Neurons with the fold of an earlier one. */
  readonly duplicates: readonly Duplicate[];
  /** Per layer and neuron; absent in a partial complex, and where it would take too long. */
  readonly margins?: readonly (readonly Margins[])[];
  /** Per layer before which nothing folds: the preactivations a·x + b·y + c, row by row. */
  readonly lines: readonly Float64Array[];
  /** Per output. */
  readonly extrema: readonly Extrema[];
  /** Per output: the Lipschitz constant over the domain, and where it is attained. */
  readonly lipschitz: readonly Steepest[];
  /** Per output. */
  readonly integrals: readonly Integral[];
  /** No network of these widths has more regions: bounds by Montúfar, and by Serra and others. */
  readonly upperBounds: { readonly montufar: number; readonly serra: number };
  /** False when a budget stopped the count: then all of this holds for the finished part. */
  readonly complete: boolean;
}

/** Draws the facts from a complex that has at least one cell. */
export function factsOf(network: Network, folds: FoldTable, complex: Complex): Facts {
  return runToEnd(factsInSteps(network, folds, complex));
}

/** The same, yielding between the steps of the work. */
export function* factsInSteps(
  network: Network,
  folds: FoldTable,
  complex: Complex,
): Generator<void, Facts> {
  const planeRegions = planeRegionsOf(network, folds);
  yield;
  const margins = complex.complete ? yield* marginsOf(network, folds, complex) : undefined;
  const duplicates = duplicatesOf(network);
  yield;
  const growth = yield* growthOf(complex, folds);
  const neurons = yield* reportNeurons(network, folds, complex, growth.cuts);
  const ranges: Extrema[] = [];
  const lipschitz: Steepest[] = [];
  for (let o = 0; o < complex.outputCount; o++) {
    ranges.push(yield* extrema(complex, o));
    lipschitz.push(yield* steepest(complex, o));
  }
  const integrals = yield* integralsOf(complex);
  return {
    regions: complex.cellCount,
    linearRegions: complex.linearRegionCount,
    ...(planeRegions !== undefined && { planeRegions }),
    regionsByLayer: growth.regions,
    neurons,
    duplicates,
    ...(margins && { margins }),
    lines: linesOf(network, folds),
    extrema: ranges,
    lipschitz,
    integrals,
    upperBounds: { montufar: montufarBound(network), serra: serraBound(network) },
    complete: complex.complete,
  };
}

/** Pairs of lines are compared exactly, so many lines would hold up the picture. */
const mostLines = 100;

function planeRegionsOf(network: Network, folds: FoldTable): number | undefined {
  const firstLayerOnly = folds.firstOfLayer[1] === folds.count && folds.count > 0;
  return firstLayerOnly && folds.count <= mostLines
    ? regionsOfFirstLayerInPlane(network)
    : undefined;
}

function linesOf(network: Network, folds: FoldTable): Float64Array[] {
  const nothing = new Uint32Array(0);
  const straight = network.layers.filter((_, l) => folds.firstOfLayer[l] === 0);
  return straight.map((_, l) => preactivationMap(network, folds, nothing, l));
}

/** The integral of an output over the cells, and its mean there. */
export interface Integral {
  readonly integral: number;
  readonly mean: number;
}

/**
 * The integral and the mean of every output, up to rounding: nothing is sampled. The mean is NaN
 * where all cells are thinner than doubles can tell. Yields between slices.
 */
export function* integralsOf(complex: Complex): Generator<void, Integral[]> {
  const { area, integral } = yield* integralsInSteps(complex);
  return integral.map((sum) => ({ integral: sum, mean: sum / area }));
}
