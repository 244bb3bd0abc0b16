import { identity, relu } from '../src/core/network/activation.ts';
import type { Layer, Network } from '../src/core/network/network.ts';

/**
 * The fixed family of networks behind every figure in the documentation: depth × width, and the widths
 * of a network with 784 inputs, restricted to a plane.
 */
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
  '784-64-64-10',
] as const;

/**
 * A ReLU network with two inputs and one output (DEPTHxWIDTH), or with the given widths, restricted to a
 * plane through the centre of its inputs (INPUTS-WIDTH-…-OUTPUTS). He-uniform weights (He et al.
 * 2015), biases uniform in ±1/√fan_in, both seeded by the size.
 */
export function heNetwork(size: string): Network {
  const numbers = size.split(/[x-]/).map(Number);
  if (size.includes('-')) {
    const random = uniform(numbers.reduce((a, b) => 31 * a + b, 7));
    return { inputs: 2, layers: [plane(numbers[0], random), ...heLayers(numbers, random)] };
  }
  const [depth, width] = numbers;
  const sizes = [2, ...new Array<number>(depth).fill(width), 1];
  return heNetworkOf(sizes, 1000 * depth + width);
}

/** Such a network with the given numbers of inputs and neurons. */
export function heNetworkOf(sizes: readonly number[], seed: number): Network {
  return { inputs: sizes[0], layers: heLayers(sizes, uniform(seed)) };
}

function heLayers(sizes: readonly number[], random: () => number): Layer[] {
  return sizes.slice(1).map((units, l): Layer => {
    const inputs = sizes[l];
    const spread = Math.sqrt(6 / inputs);
    return {
      inputs,
      units,
      weights: Float64Array.from({ length: units * inputs }, () => spread * random()),
      bias: Float64Array.from({ length: units }, () => random() / Math.sqrt(inputs)),
      activation: l === sizes.length - 2 ? identity : relu,
    };
  });
}

/**
 * The affine map of a slice: a random plane, scaled so that its 2 × 2 square is as wide as the cube
 * of inputs.
 */
function plane(inputs: number, random: () => number): Layer {
  return {
    inputs: 2,
    units: inputs,
    weights: Float64Array.from({ length: 2 * inputs }, random),
    bias: new Float64Array(inputs),
    activation: identity,
  };
}

/** A generator of uniform numbers in [−1, 1) (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2147483648 - 1;
  };
}
