import { identity } from '../network/activation.ts';
import { foldTable } from '../network/folds.ts';
import { activationOf, type Layer, type Network, outputCount } from '../network/network.ts';
import { arrange } from './arrange.ts';
import type { Complex } from '../complex/complex.ts';
import type { Domain } from '../complex/domain.ts';
import { cellCentroid } from '../complex/measure.ts';
import { TangentPlane } from './tangentPlane.ts';

/** A coarse stand-in for a fold complex. */
export interface CoarseComplex {
  /** Cells of the folds named below; pattern and map are the network's at the cell's centre. */
  readonly complex: Complex;
  /** Layers that cut with all their folds. */
  readonly layers: number;
  /** Neurons of the layer after them that cut too; 0 for none. */
  readonly neurons: number;
}

/**
 * The exact complex of the folds of the first layers of a network of two inputs: of as many layers
 * as make no more than `mostCells` cells, or of the first neurons of the first layer where already
 * that makes more. A cell of it is a union of cells of the network, on which the function is not
 * affine; the map is that of the cell at its centre, so that neighbours do not meet at their edge.
 * Yields every few milliseconds. Throws what `arrange` throws.
 */
export function* coarseComplex(
  network: Network,
  domain: Domain,
  mostCells: number,
): Generator<void, CoarseComplex> {
  let best = { layers: 0, neurons: firstNeurons(network.layers[0], mostCells) };
  let cut = yield* arrangeFirst(network, domain, best.layers, best.neurons, Infinity);
  for (let layers = 1; layers <= network.layers.length; layers++) {
    const finer = yield* arrangeFirst(network, domain, layers, 0, mostCells + 1);
    if (finer.cellCount > mostCells) break;
    cut = finer;
    best = { layers, neurons: 0 };
  }
  return { ...best, complex: yield* mapped(network, cut) };
}

/** How many neurons of a layer can fold the plane into no more than `mostCells` cells. */
function firstNeurons(layer: Layer, mostCells: number): number {
  let folds = 0;
  for (let i = 0; i < layer.units; i++) {
    folds += activationOf(layer, i).breakpoints.length;
    if (1 + folds + (folds * (folds - 1)) / 2 > mostCells) return i;
  }
  return layer.units;
}

/** The complex of the first layers, and of the first neurons of the next. */
function* arrangeFirst(
  network: Network,
  domain: Domain,
  layers: number,
  neurons: number,
  maxCells: number,
): Generator<void, Complex> {
  const whole = network.layers.slice(0, layers);
  const part = neurons > 0 ? [firstUnits(network.layers[layers], neurons)] : [];
  const kept = [...whole, ...part];
  const inputs = kept.at(-1)?.units ?? network.inputs;
  // The neurons added up: their own maps would only take memory.
  const sum: Layer = {
    inputs,
    units: 1,
    weights: new Float64Array(inputs).fill(1),
    bias: new Float64Array(1),
    activation: identity,
  };
  const work = arrange({ inputs: network.inputs, layers: [...kept, sum] }, domain, { maxCells });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield;
  }
}

function firstUnits(layer: Layer, units: number): Layer {
  return {
    inputs: layer.inputs,
    units,
    weights: layer.weights.slice(0, units * layer.inputs),
    bias: layer.bias.slice(0, units),
    activation: Array.from({ length: units }, (_, i) => activationOf(layer, i)),
  };
}

/** A complex of the network's first folds with the network's patterns and maps. */
function* mapped(network: Network, cut: Complex): Generator<void, Complex> {
  const folds = foldTable(network);
  const outputs = outputCount(network);
  const patternWords = (folds.count + 31) >> 5;
  const patterns = new Uint32Array(cut.cellCount * patternWords);
  const maps = new Float64Array(cut.cellCount * 3 * outputs);
  const plane = new TangentPlane(network, folds);
  for (let c = 0; c < cut.cellCount; c++) {
    const { x, y } = cellCentroid(cut, c);
    plane.find(x, y);
    patterns.set(plane.pattern, c * patternWords);
    maps.set(plane.map, c * 3 * outputs);
    yield;
  }
  return {
    ...cut,
    patternWords,
    patterns,
    outputCount: outputs,
    maps,
    linearRegion: Uint32Array.from({ length: cut.cellCount }, (_, c) => c),
    linearRegionCount: cut.cellCount,
  };
}
