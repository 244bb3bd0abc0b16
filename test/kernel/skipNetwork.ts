import fc from 'fast-check';
import { identity, leakyRelu, relu, type Activation } from '../../src/core/network/activation.ts';
import type { Layer, Network } from '../../src/core/network/network.ts';

/**
 * A network in groups whose neurons read the inputs and the activations of all groups before their
 * own, as residual branches and units that take a maximum do. The last group are the outputs.
 */
export interface SkipNetwork {
  readonly groups: readonly (readonly SkipNeuron[])[];
}

interface SkipNeuron {
  /** Weights of the two inputs, and then of all neurons of the groups before. */
  readonly weights: readonly number[];
  readonly bias: number;
  readonly activation: Activation;
}

/** The same as a network of layers, in which neurons that do not fold hand on what is read later. */
export function layered({ groups }: SkipNetwork): Network {
  let inputs = 2;
  const layers = groups.map((group, g): Layer => {
    const handedOn = g === groups.length - 1 ? 0 : inputs;
    const units = handedOn + group.length;
    const weights = new Float64Array(units * inputs);
    for (let i = 0; i < handedOn; i++) weights[i * inputs + i] = 1;
    group.forEach((neuron, i) => weights.set(neuron.weights, (handedOn + i) * inputs));
    const bias = new Float64Array(units);
    group.forEach((neuron, i) => (bias[handedOn + i] = neuron.bias));
    const activation = Array.from({ length: units }, (_, i) =>
      i < handedOn ? identity : group[i - handedOn].activation,
    );
    const layer = { inputs, units, weights, bias, activation };
    inputs = units;
    return layer;
  });
  return { inputs: 2, layers };
}

const bent: Activation = { breakpoints: [-1, 0.5, 2], slopes: [-0.5, 1, 0, 0.25], intercept: 0.75 };
const activation = fc.constantFrom(relu, relu, relu, leakyRelu(0.5), bent, identity);
/** Often 0, so that columns end before the last group. */
const weight = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 2, arbitrary: fc.integer({ min: -64, max: 64 }).map((n) => n / 32) },
);

/** Neurons of which few fold the domain: most have a bias beyond what they read. */
const farBias = fc.oneof(fc.constantFrom(-300, 300), fc.constantFrom(-300, 300), weight);

function group(
  inputs: number,
  units: number,
  bias: fc.Arbitrary<number>,
): fc.Arbitrary<SkipNeuron[]> {
  const neuron = fc.record({
    weights: fc.array(weight, { minLength: inputs, maxLength: inputs }),
    bias,
    activation,
  });
  return fc.array(neuron, { minLength: units, maxLength: units });
}

function networkOf(
  sizes: readonly number[],
  later: fc.Arbitrary<number>,
): fc.Arbitrary<SkipNetwork> {
  let inputs = 2;
  const groups = sizes.map((units, g) => {
    const neurons = group(inputs, units, g === 0 ? weight : later);
    inputs += units;
    return g === sizes.length - 1
      ? neurons.map((all) => all.map((neuron) => ({ ...neuron, activation: identity })))
      : neurons;
  });
  return fc.tuple(...groups).map((all) => ({ groups: all }));
}

/** Small and full of coincidences. */
export const skipNetwork: fc.Arbitrary<SkipNetwork> = fc
  .array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 5 })
  .chain((sizes) => networkOf([...sizes, 2], weight));

/** With so many neurons behind the first group that it pays to compose away those that do not fold. */
export const wideSkipNetwork: fc.Arbitrary<SkipNetwork> = fc
  .array(fc.integer({ min: 8, max: 12 }), { minLength: 2, maxLength: 3 })
  .chain((sizes) => networkOf([4, ...sizes, 2], farBias));

/**
 * The maximum of 0 and of `units` affine functions of neurons, fused: z_j = e_j − Σ ReLU(z_i) over
 * i < j, one group after the other, and the sum of all ReLU(z_j) put out.
 */
export const maxNetwork: fc.Arbitrary<SkipNetwork> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 4 }))
  .chain(([first, units]) =>
    fc.record({
      reading: group(2, first, weight),
      maxima: fc.array(group(2 + first, 1, weight), { minLength: units, maxLength: units }),
    }),
  )
  .map(({ reading, maxima }) => ({
    groups: [
      reading.map((neuron) => ({ ...neuron, activation: relu })),
      ...maxima.map(([neuron], j) => [
        {
          weights: [...neuron.weights, ...new Array<number>(j).fill(-1)],
          bias: neuron.bias,
          activation: relu,
        },
      ]),
      [
        {
          weights: [...new Array<number>(2 + reading.length).fill(0), ...maxima.map(() => 1)],
          bias: 0,
          activation: identity,
        },
      ],
    ],
  }));
