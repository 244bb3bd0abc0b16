import { regionsOfFirstLayerInPlane } from '../complex/bounds.ts';
import type { Complex } from '../complex/complex.ts';
import { integralsInSteps, meansInSteps } from '../complex/stats.ts';
import { preactivationMap } from '../network/affine.ts';
import type { FoldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { runToEnd } from '../yielding.ts';
import { type Duplicate, duplicatesOf } from './duplicates.ts';
import { type Extrema, extrema } from './extrema.ts';
import { foldEdgesOf } from './foldEdges.ts';
import { growthOf } from './growth.ts';
import { type Margins, marginsOf } from './margins.ts';
import { type NeuronReport, reportNeurons } from './neurons.ts';
import { type Steepest, steepest } from './steepest.ts';
import { montufarBound, serraBound } from './upperBounds.ts';

/** The analysis of a network on its domain, as plain data. */
export interface Facts {
  readonly regions: number;
  readonly linearRegions: number;
  /** Number of regions in the whole plane, if only the first layer has folds. */
  readonly planeRegions?: number;
  /** Per layer l: number of activation regions of the network truncated after layer l. */
  readonly regionsByLayer: readonly number[];
  /** Every neuron whose activation has breakpoints, in layer order. */
  readonly neurons: readonly NeuronReport[];
  /** Neurons with the same fold as an earlier one. */
  readonly duplicates: readonly Duplicate[];
  /** Per layer and neuron; absent for an incomplete complex, and if it would take too long. */
  readonly margins?: readonly (readonly Margins[])[];
  /** Per layer without folds before it: the preactivations a·x + b·y + c, row by row. */
  readonly lines: readonly Float64Array[];
  /** Per output. */
  readonly extrema: readonly Extrema[];
  /** Per output: the Lipschitz constant on the domain, and a cell that attains it. */
  readonly lipschitz: readonly Steepest[];
  /** Per output. */
  readonly integrals: readonly Integral[];
  /**
   * Upper bounds on the number of regions of any network of this shape: Montúfar, and Serra et al.
   */
  readonly upperBounds: { readonly montufar: number; readonly serra: number };
  /** False if the complex is incomplete: then everything refers to its finished part. */
  readonly complete: boolean;
}

/** Analyses a network and its complex, which must have at least one cell. */
export function factsOf(network: Network, folds: FoldTable, complex: Complex): Facts {
  return runToEnd(factsInSteps(network, folds, complex));
}

/** As `factsOf`, but yields every few milliseconds. */
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
  const foldEdges = yield* foldEdgesOf(complex, folds);
  const growth = yield* growthOf(complex, folds, foldEdges);
  const neurons = reportNeurons(network, folds, complex, foldEdges, growth);
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

/** Pairs of lines are compared exactly, which takes too long for many lines. */
const maxLines = 100;

function planeRegionsOf(network: Network, folds: FoldTable): number | undefined {
  const firstLayerOnly = folds.firstOfLayer[1] === folds.count && folds.count > 0;
  return firstLayerOnly && folds.count <= maxLines
    ? regionsOfFirstLayerInPlane(network)
    : undefined;
}

function linesOf(network: Network, folds: FoldTable): Float64Array[] {
  const nothing = new Uint32Array(0);
  const straight = network.layers.filter((_, l) => folds.firstOfLayer[l] === 0);
  return straight.map((_, l) => preactivationMap(network, folds, nothing, l));
}

/** The integral and the mean of an output over the cells. */
export interface Integral {
  readonly integral: number;
  readonly mean: number;
}

/** The integral and the mean of every output, exact up to rounding. Yields every few milliseconds. */
function* integralsOf(complex: Complex): Generator<void, Integral[]> {
  const { area, integral } = yield* integralsInSteps(complex);
  // Below, areas and integrals have lost digits; at the largest double, integrals are cut off.
  if (area > 1e-250 && integral.every((sum) => Math.abs(sum) < Number.MAX_VALUE))
    return integral.map((sum) => ({ integral: sum, mean: sum / area }));
  const means = yield* meansInSteps(complex);
  return integral.map((sum, o) => ({ integral: sum, mean: means[o] }));
}
