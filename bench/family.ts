import { identity, relu } from '../src/core/network/activation.ts';
import type { Layer, Network } from '../src/core/network/network.ts';

/** The fixed family that every figure of the documentation refers to: depth × width. */
export const family = [
  '1x48',
  '1x256',
  '1x1000',
  '2x32',
  '3x32',
  '3x64',
  '4x64',
  '4x128',
  '3x256',
  '8x32',
  '16x32',
] as const;

/**
 * A ReLU network of two inputs and one output: He-uniform weights (He et al. 2015), biases uniform in
 * ±1/√fan_in, both from a seed that follows from the size.
 */
export function heNetwork(size: string): Network {
  const [depth, width] = size.split('x').map(Number);
  const random = uniform(1000 * depth + width);
  const sizes = [2, ...new Array<number>(depth).fill(width), 1];
  const layers = sizes.slice(1).map((units, l): Layer => {
    const inputs = sizes[l];
    const spread = Math.sqrt(6 / inputs);
    return {
      inputs,
      units,
      weights: Float64Array.from({ length: units * inputs }, () => spread * random()),
      bias: Float64Array.from({ length: units }, () => random() / Math.sqrt(inputs)),
      activation: l === depth ? identity : relu,
    };
  });
  return { inputs: 2, layers };
}

/** Uniform numbers in [−1, 1): mulberry32. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2147483648 - 1;
  };
}
