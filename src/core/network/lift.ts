import type { Network } from './network.ts';

/**
 * A network with one input as a network of (x, y) that ignores y. Its cells on [a, b] × [0, 1] are
 * the pieces on [a, b]. Throws a RangeError if the network does not have one input.
 */
export function liftToPlane(network: Network): Network {
  if (network.inputs !== 1) throw new RangeError('Only a network of one input can be lifted.');
  const [first, ...rest] = network.layers;
  const weights = new Float64Array(2 * first.units);
  for (let i = 0; i < first.units; i++) weights[2 * i] = first.weights[i];
  return { ...network, inputs: 2, layers: [{ ...first, inputs: 2, weights }, ...rest] };
}

/** The inverse of `liftToPlane`. Throws a RangeError if the network does not have two inputs. */
export function restrictToLine(network: Network): Network {
  if (network.inputs !== 2) throw new RangeError('Only a network of two inputs can be restricted.');
  const [first, ...rest] = network.layers;
  const weights = Float64Array.from({ length: first.units }, (_, i) => first.weights[2 * i]);
  return { ...network, inputs: 1, layers: [{ ...first, inputs: 1, weights }, ...rest] };
}
