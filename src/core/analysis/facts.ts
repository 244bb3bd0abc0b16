import type { Complex } from '../complex/complex.ts';
import type { FoldTable } from '../network/folds.ts';
import type { Network } from '../network/network.ts';
import { type Extrema, extrema } from './extrema.ts';
import { regionsByLayer } from './growth.ts';
import { type NeuronReport, reportNeurons } from './neurons.ts';
import { steepest } from './steepest.ts';
import { montufarBound } from './upperBounds.ts';

/** What is worth saying about a network over its domain, as plain data. */
export interface Facts {
  readonly regions: number;
  readonly linearRegions: number;
  /** Entry l: activation regions of the network cut off after layer l. */
  readonly regionsByLayer: readonly number[];
  /** Every neuron with a hinge, in layer order. */
  readonly neurons: readonly NeuronReport[];
  /** Per output. */
  readonly extrema: readonly Extrema[];
  /** Per output: the Lipschitz constant over the domain. */
  readonly lipschitz: readonly number[];
  /** No network of these widths has more regions. */
  readonly upperBound: number;
  /** False when a budget stopped the count: then all of this holds for the finished part. */
  readonly complete: boolean;
}

/** Draws the facts from a complex that has at least one cell. */
export function factsOf(network: Network, folds: FoldTable, complex: Complex): Facts {
  const outputs = Array.from({ length: complex.outputCount }, (_, o) => o);
  return {
    regions: complex.cellCount,
    linearRegions: complex.linearRegionCount,
    regionsByLayer: regionsByLayer(complex, folds),
    neurons: reportNeurons(network, folds, complex),
    extrema: outputs.map((o) => extrema(complex, o)),
    lipschitz: outputs.map((o) => steepest(complex, o).norm),
    upperBound: montufarBound(network),
    complete: complex.complete,
  };
}
