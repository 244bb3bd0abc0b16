import type { Activation } from './activation.ts';
import { activationOf, isLinear, type Layer, type Network } from './network.ts';

/** Whether two networks have equal layers; names are ignored. */
export function sameNetwork(p: Network, q: Network): boolean {
  return (
    p.inputs === q.inputs &&
    p.layers.length === q.layers.length &&
    p.layers.every((layer, l) => sameLayer(layer, q.layers[l]))
  );
}

/** Whether two networks differ at most in the parameters of a last layer without activation. */
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

/** Whether two arrays are equal. */
export function sameNumbers(p: ArrayLike<number>, q: ArrayLike<number>): boolean {
  if (p.length !== q.length) return false;
  for (let i = 0; i < p.length; i++) if (p[i] !== q[i]) return false;
  return true;
}

/** Whether two layers have the same shape, activations and parameters. */
export function sameLayer(p: Layer, q: Layer): boolean {
  return sameShape(p, q) && sameNumbers(p.bias, q.bias) && sameNumbers(p.weights, q.weights);
}

/** Whether two layers have the same numbers of inputs and neurons, and the same activations. */
export function sameShape(p: Layer, q: Layer): boolean {
  if (p.inputs !== q.inputs || p.units !== q.units) return false;
  for (let i = 0; i < p.units; i++)
    if (!sameActivation(activationOf(p, i), activationOf(q, i))) return false;
  return true;
}

/** Whether two activations have the same breakpoints, slopes and intercept. */
export function sameActivation(p: Activation, q: Activation): boolean {
  return (
    p.intercept === q.intercept &&
    sameNumbers(p.breakpoints, q.breakpoints) &&
    sameNumbers(p.slopes, q.slopes)
  );
}
