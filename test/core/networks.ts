import fc from 'fast-check';
import { identity, leakyRelu, relu, type Activation } from '../../src/core/network/activation.ts';
import { activations } from '../../src/language/network/activations.ts';
import { box, type Domain } from '../../src/core/complex/domain.ts';
import type { Layer, Network } from '../../src/core/network/network.ts';

/** A staircase-like function with four pieces and non-zero values. */
const bent: Activation = { breakpoints: [-1, 0.5, 2], slopes: [-0.5, 1, 0, 0.25], intercept: 0.75 };

const activation = fc.constantFrom(
  relu,
  ...activations.map(({ make, parameter }) => make(parameter?.example ?? NaN)),
  leakyRelu(-0.3),
  bent,
);

/** Small integers are full of coincidences; the others are generic, or nearly coincident. */
const weight = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(1 + 2 ** -52, 0.1, 1 / 3, -1 - 2 ** -52) },
);

const scale = fc.constantFrom(1, 1, 1, 1e-8, 1e8, 3);

function layer(inputs: number, units: number): fc.Arbitrary<Layer> {
  const row = { minLength: inputs * units, maxLength: inputs * units };
  return fc
    .record({
      weights: fc.array(weight, row),
      bias: fc.array(weight, { minLength: units, maxLength: units }),
      scale,
      activation: fc.oneof(
        { weight: 4, arbitrary: activation },
        { weight: 1, arbitrary: fc.array(activation, { minLength: units, maxLength: units }) },
      ),
    })
    .map(({ weights, bias, scale: s, activation: shape }) => ({
      inputs,
      units,
      weights: Float64Array.from(weights, (w) => s * w),
      bias: Float64Array.from(bias, (b) => s * b),
      activation: shape,
    }));
}

/** Small networks of two inputs, wide or deep, most of them degenerate. */
export const network: fc.Arbitrary<Network> = fc
  .oneof(
    fc.tuple(fc.integer({ min: 1, max: 8 })),
    fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 })),
    fc.tuple(...[2, 1, 1].map((min) => fc.integer({ min, max: 4 }))),
    fc.tuple(...[2, 1, 1, 1, 1].map((min) => fc.integer({ min, max: 3 }))),
  )
  .chain((widths) =>
    fc.tuple(...widths.map((units, l) => layer(l === 0 ? 2 : widths[l - 1], units))),
  )
  .map((layers) => ({ inputs: 2, layers }));

export const domain: fc.Arbitrary<Domain> = fc.constantFrom(
  box(-1, 1, -1, 1),
  box(-2, 3, -1, 1),
  { corners: Float64Array.of(-1, -1, 2, 0, 0.1, 1.7) },
  { corners: Float64Array.of(0, -1, 1, -0.3, 0.7, 0.6, -0.7, 0.6, -1, -0.3) },
);

/** ReLU networks in general position: uniform weights and biases, a linear last layer. */
export const generic: fc.Arbitrary<Network> = fc
  .record({
    widths: fc.array(fc.integer({ min: 2, max: 8 }), { minLength: 1, maxLength: 4 }),
    outputs: fc.integer({ min: 1, max: 2 }),
    // Below the modulus of the generator, which would stay at 0.
    seed: fc.integer({ min: 1, max: 0x7ffffffe }),
  })
  .map(({ widths, outputs, seed }) => {
    const random = uniform(seed);
    const sizes = [2, ...widths, outputs];
    const layers = sizes.slice(1).map((units, l): Layer => {
      const inputs = sizes[l];
      const bound = Math.sqrt(6 / inputs);
      return {
        inputs,
        units,
        weights: Float64Array.from({ length: units * inputs }, () => bound * random()),
        bias: Float64Array.from({ length: units }, () => random() / Math.sqrt(inputs)),
        activation: l === widths.length ? identity : relu,
      };
    });
    return { inputs: 2, layers };
  });

/** Numbers in [−1, 1) from a seed (Park & Miller 1988). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
}
