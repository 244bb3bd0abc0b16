import type { Activation } from './activation.ts';
import { activationOf, isLinear, type Layer, type Network } from './network.ts';

/** Whether two networks are the same function written with the same numbers; names do not count. */
export function sameNetwork(p: Network, q: Network): boolean {
  return (
    p.inputs === q.inputs &&
    p.layers.length === q.layers.length &&
    p.layers.every((layer, l) => sameLayer(layer, q.layers[l]))
  );
}

/** Whether two networks have the same layers but for the numbers of their last, which folds nothing. */
export function sameUpToOutputs(p: Network, q: Network): boolean {
  const last = p.layers.length - 1;
  const [outP, outQ] = [p.layers[last], q.layers[last]];
  return (
    p.inputs === q.inputs &&
    p.layers.length === q.layers.length &&
    outP.units === outQ.units &&
    isLinear(outP) &&
    isLinear(outQ) &&
    p.layers.every((layer, l) => l === last || sameLayer(layer, q.layers[l]))
  );
}

/** Whether two runs of doubles are equal, entry by entry. */
export function sameNumbers(p: ArrayLike<number>, q: ArrayLike<number>): boolean {
  if (p.length !== q.length) return false;
  for (let i = 0; i < p.length; i++) if (p[i] !== q[i]) return false;
  return true;
}

/** Whether two layers are the same function written with the same numbers. */
export function sameLayer(p: Layer, q: Layer): boolean {
  return sameShape(p, q) && sameNumbers(p.bias, q.bias) && sameNumbers(p.weights, q.weights);
}

/** Whether two layers have as many neurons of as many inputs, with the same activations. */
export function sameShape(p: Layer, q: Layer): boolean {
  if (p.inputs !== q.inputs || p.units !== q.units) return false;
  for (let i = 0; i < p.units; i++)
    if (!sameActivation(activationOf(p, i), activationOf(q, i))) return false;
  return true;
}

/** Whether two activations are the same function written with the same numbers. */
export function sameActivation(p: Activation, q: Activation): boolean {
  return (
    p.intercept === q.intercept &&
    sameNumbers(p.breakpoints, q.breakpoints) &&
    sameNumbers(p.slopes, q.slopes)
  );
}
