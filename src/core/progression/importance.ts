import { arrange } from '../arrangement/arrange.ts';
import { ringVertex, type Complex } from '../complex/complex.ts';
import { outputAt } from '../complex/measure.ts';
import type { Domain } from '../complex/domain.ts';
import { identity } from '../network/activation.ts';
import { activationOf, type Layer, type Network } from '../network/network.ts';
import { activationsOf, neuronsOf } from './prefix.ts';

/**
 * The neurons of a layer in order of importance. The importance of a neuron is the largest
 * Euclidean norm on the domain of the change of the outputs when it is switched off: the relevance
 * of Mozer & Smolensky 1989 (Skeletonization), for the function instead of an error. The sort is
 * stable.
 *
 * Requires a network with two inputs. Yields every few milliseconds. With `maxCells`, only the part
 * of the domain that is finished counts.
 */
export function* orderByImportance(
  network: Network,
  layer: number,
  domain: Domain,
  maxCells = Infinity,
): Generator<void, number[]> {
  const importance: number[] = [];
  for (const neuron of neuronsOf(network, layer))
    importance.push(yield* largestChange(network, layer, neuron, domain, maxCells));
  return neuronsOf(network, layer).sort((p, q) => importance[q] - importance[p]);
}

/** The largest norm of the change. The change is affine on every cell, so a vertex attains it. */
export function* largestChange(
  network: Network,
  layer: number,
  neuron: number,
  domain: Domain,
  maxCells = Infinity,
): Generator<void, number> {
  const change = changeNetwork(network, layer, neuron);
  const work = arrange(change, domain, { maxCells });
  let step = work.next();
  for (; !step.done; step = work.next()) yield;
  const image = imageOfVertices(step.value);
  const outputs = step.value.outputCount;
  let largest = 0;
  for (let v = 0; v < image.length; v += outputs)
    largest = Math.max(largest, Math.hypot(...image.subarray(v, v + outputs)));
  return largest;
}

/**
 * A network that computes the outputs minus the outputs without one neuron, with two copies of the
 * layers after it.
 */
function changeNetwork(network: Network, layer: number, neuron: number): Network {
  if (layer === network.layers.length - 1) return activationsOf(network, layer, [neuron]);
  const [next, ...rest] = network.layers.slice(layer + 1);
  const without = next.weights.map((w, k) => (k % next.inputs === neuron ? 0 : w));
  const fork: Layer = {
    ...next,
    units: 2 * next.units,
    weights: joined(next.weights, without),
    bias: joined(next.bias, next.bias),
    activation: twice(next),
  };
  const outputs = network.layers[network.layers.length - 1].units;
  return {
    ...network,
    layers: [
      ...network.layers.slice(0, layer + 1),
      fork,
      ...rest.map(sideBySide),
      difference(outputs),
    ],
  };
}

function twice(layer: Layer) {
  const own = Array.from({ length: layer.units }, (_, i) => activationOf(layer, i));
  return [...own, ...own];
}

function joined(p: Float64Array, q: Float64Array): Float64Array {
  const both = new Float64Array(p.length + q.length);
  both.set(p);
  both.set(q, p.length);
  return both;
}

/** Two independent copies of a layer: a block-diagonal weight matrix. */
function sideBySide(layer: Layer): Layer {
  const { inputs, units } = layer;
  const weights = new Float64Array(4 * units * inputs);
  for (let i = 0; i < units; i++) {
    const row = layer.weights.subarray(i * inputs, (i + 1) * inputs);
    weights.set(row, i * 2 * inputs);
    weights.set(row, (units + i) * 2 * inputs + inputs);
  }
  const bias = joined(layer.bias, layer.bias);
  return { inputs: 2 * inputs, units: 2 * units, weights, bias, activation: twice(layer) };
}

function difference(outputs: number): Layer {
  const weights = new Float64Array(2 * outputs * outputs);
  for (let o = 0; o < outputs; o++) {
    weights[o * 2 * outputs + o] = 1;
    weights[o * 2 * outputs + outputs + o] = -1;
  }
  const bias = new Float64Array(outputs);
  return { inputs: 2 * outputs, units: outputs, weights, bias, activation: identity };
}

/**
 * The outputs at every vertex of a complex: vertices × outputs, row-major. As the outputs are
 * affine on each cell, the image of a cell is the polygon of the images of its vertices, possibly
 * degenerate.
 */
export function imageOfVertices(complex: Complex): Float64Array {
  const { cellStart, outputCount, xy } = complex;
  const image = new Float64Array(complex.vertexCount * outputCount);
  for (let c = 0; c < complex.cellCount; c++)
    for (let r = cellStart[c]; r < cellStart[c + 1]; r++) {
      const v = ringVertex(complex, r);
      for (let o = 0; o < outputCount; o++)
        image[v * outputCount + o] = outputAt(complex, c, o, xy[2 * v], xy[2 * v + 1]);
    }
  return image;
}
