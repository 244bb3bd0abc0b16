import { activationOf, type Network } from '../network/network.ts';
import { sameActivation } from '../network/equality.ts';
import { parametersOf, withParameters } from '../network/parameters.ts';
import type { InterpolationFrame, Progression } from './progression.ts';

/**
 * Linear interpolation between two networks of the same shape in `steps` equal steps. The first and
 * last frames are the networks themselves.
 */
export function interpolation(
  from: Network,
  to: Network,
  steps: number,
): Progression<InterpolationFrame> {
  return {
    kind: 'interpolation',
    length: steps + 1,
    frame: (i) => ({
      kind: 'interpolation',
      at: i / steps,
      network: between(from, to, i / steps),
    }),
  };
}

/** The network (1 − t)·from + t·to, each weight rounded to the nearest double. */
export function between(from: Network, to: Network, t: number): Network {
  const p = parametersOf(from);
  const q = parametersOf(to);
  // This form is exact at both ends and for parameters that are equal.
  for (let i = 0; i < p.length; i++)
    if (p[i] !== q[i]) p[i] = t === 1 ? q[i] : p[i] * (1 - t) + q[i] * t;
  return withParameters(from, p);
}

/** The first difference between the shapes of two networks. */
export type ShapeDifference =
  | { readonly kind: 'inputs' | 'layers'; readonly first: number; readonly second: number }
  | {
      readonly kind: 'units';
      readonly layer: number;
      readonly first: number;
      readonly second: number;
    }
  | { readonly kind: 'activation'; readonly layer: number; readonly neuron: number };

/** How the shapes of two networks differ; undefined if they are equal. */
export function shapeDifference(p: Network, q: Network): ShapeDifference | undefined {
  if (p.inputs !== q.inputs) return { kind: 'inputs', first: p.inputs, second: q.inputs };
  if (p.layers.length !== q.layers.length)
    return { kind: 'layers', first: p.layers.length, second: q.layers.length };
  for (const [layer, own] of p.layers.entries()) {
    const other = q.layers[layer];
    if (own.units !== other.units)
      return { kind: 'units', layer, first: own.units, second: other.units };
    for (let neuron = 0; neuron < own.units; neuron++)
      if (!sameActivation(activationOf(own, neuron), activationOf(other, neuron)))
        return { kind: 'activation', layer, neuron };
  }
  return undefined;
}
