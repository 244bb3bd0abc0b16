import fc from 'fast-check';
import {
  abs,
  hardSigmoid,
  hardTanh,
  identity,
  leakyRelu,
  relu,
  relu6,
  type Activation,
} from '../../src/core/network/activation.ts';
import { box, type Domain } from '../../src/core/complex/domain.ts';
import { liftToPlane } from '../../src/core/network/lift.ts';
import type { Layer, Network } from '../../src/core/network/network.ts';
import { lattice, latticeNetwork } from '../core/latticeNetwork.ts';

/** A network full of coincidences, and a domain. */
export interface Degenerate {
  readonly network: Network;
  readonly domain: Domain;
}

/** Pieces as a user may write them; with values other than 0 on both sides, and a flat middle. */
const custom: readonly Activation[] = [
  { breakpoints: [-1, 0.5, 2], slopes: [-0.5, 1, 0, 0.25], intercept: 0.75 },
  { breakpoints: [-1, 0, 1], slopes: [0, 1, -1, 0], intercept: 0 },
  { breakpoints: [1], slopes: [2, -3], intercept: -1 },
  { breakpoints: [-0.1, 0.1], slopes: [1, 0, 1], intercept: 0.1 },
];

const activation: fc.Arbitrary<Activation> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(relu) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(identity, abs, hardTanh, relu6, hardSigmoid, ...custom),
  },
  { weight: 2, arbitrary: fc.constantFrom(0.25, 0.01, -0.5, -1, 2).map(leakyRelu) },
);

/** What a neuron has in common with earlier ones of its layer, or with the domain. */
const kind = fc.oneof(
  { weight: 8, arbitrary: fc.constant('fresh' as const) },
  { weight: 2, arbitrary: fc.constantFrom('repeated', 'proportional', 'parallel') },
  { weight: 1, arbitrary: fc.constantFrom('zero', 'single', 'nearlyRepeated') },
  { weight: 2, arbitrary: fc.constantFrom('concurrent', 'throughCorner', 'alongSide') },
);

/** A neuron before it is known how many inputs it has. */
const plan = fc.record({
  kind,
  weights: fc.array(fc.nat({ max: 104 }), { minLength: 8, maxLength: 8 }),
  bias: fc.nat({ max: 104 }),
  /** Which earlier neuron, corner, side or input. */
  of: fc.nat({ max: 7 }),
  factor: fc.constantFrom(-1, 2, -0.5, 3, 1 / 3, 1e-3, 2 ** 30),
});
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;

const layerPlan = fc.record({
  neurons: fc.oneof(
    { weight: 4, arbitrary: fc.array(plan, { minLength: 4, maxLength: 10, size: 'max' }) },
    { weight: 1, arbitrary: fc.array(plan, { minLength: 1, maxLength: 3 }) },
  ),
  activation: fc.oneof(
    { weight: 3, arbitrary: activation.map((a) => [a]) },
    { weight: 1, arbitrary: fc.array(activation, { minLength: 10, maxLength: 10 }) },
  ),
  /** The largest weight: smaller integers make more coincidences. */
  largest: fc.constantFrom(2, 1, 3),
  scale: fc.oneof(
    { weight: 6, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constantFrom(3, 0.1, 1e-8, 1e8, 2 ** -60, 2 ** 60) },
  ),
  dead: fc.oneof({ weight: 25, arbitrary: fc.constant(false) }, fc.constant(true)),
  /** Whether biases of the first layer are relative to the domain. */
  moves: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, fc.constant(false)),
});
type LayerPlan = typeof layerPlan extends fc.Arbitrary<infer P> ? P : never;

/** Where a domain is and how large, in powers of two, so that its corners stay exact. */
interface Place {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
}

const place: fc.Arbitrary<Place> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ scale: 1, dx: 0, dy: 0 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { scale: 2 ** -40, dx: 0, dy: 0 },
      { scale: 2 ** 40, dx: 0, dy: 0 },
      { scale: 2 ** -10, dx: 1, dy: -1 },
      { scale: 1, dx: 2 ** 20, dy: 0 },
    ),
  },
);

const polygon: fc.Arbitrary<Domain> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(box(-1, 1, -1, 1)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      box(-2, 3, -1, 1),
      box(0, 1, 0, 1),
      { corners: Float64Array.of(-1, -1, 2, 0, 0.1, 1.7) },
      { corners: Float64Array.of(0, -1, 1, -0.3, 0.7, 0.6, -0.7, 0.6, -1, -0.3) },
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })), {
        minLength: 4,
        maxLength: 10,
      })
      .map((points) => ({ corners: Float64Array.from(convexHull(points).flat()) }))
      .filter(({ corners }) => corners.length >= 6),
  },
);

const placed = fc
  .tuple(polygon, place)
  .map(([{ corners }, at]) => ({
    at,
    domain: { corners: corners.map((v, i) => at.scale * v + (i % 2 === 0 ? at.dx : at.dy)) },
  }))
  // Rounding may have bent the corners of a domain that was moved.
  .filter(({ domain }) => isStrictlyConvex(domain));
type Placed = typeof placed extends fc.Arbitrary<infer P> ? P : never;

const layers = fc.oneof(
  { weight: 2, arbitrary: fc.array(layerPlan, { minLength: 1, maxLength: 3, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(layerPlan, { minLength: 3, maxLength: 6, size: 'max' }) },
);

const output = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.array(plan, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(plan, { minLength: 4, maxLength: 12 }) },
);

const drawn: fc.Arbitrary<Degenerate> = fc
  .record({
    input: fc.oneof(
      { weight: 6, arbitrary: fc.constant('plane' as const) },
      { weight: 1, arbitrary: fc.constantFrom('slice', 'line') },
    ),
    slice: fc.array(plan, { minLength: 1, maxLength: 6 }),
    layers,
    output,
    placed,
  })
  .map(({ input, slice, layers, output, placed }) => {
    const { domain } = placed;
    const built: Layer[] = [];
    const add = (plan: LayerPlan): void => {
      const inputs = built.at(-1)?.units ?? (input === 'line' ? 1 : 2);
      built.push(layerOf(plan, inputs, built.length === 0 ? placed : undefined));
    };
    const linear = (neurons: readonly Plan[]): void => {
      add({
        neurons: [...neurons],
        activation: [identity],
        largest: 3,
        scale: 1,
        dead: false,
        moves: true,
      });
    };
    if (input === 'slice') linear(slice);
    // Fewer neurons in deep networks, whose cells would be too many.
    const most = [10, 8, 6, 4, 4, 3][layers.length - 1];
    for (const plan of layers) add({ ...plan, neurons: plan.neurons.slice(0, most) });
    if (output) linear(output);
    const network: Network = {
      inputs: built[0].inputs,
      layers: built,
      ...(input === 'slice' && { sliced: true }),
    };
    return input === 'line' ? { network: liftToPlane(network), domain } : { network, domain };
  });

/**
 * Small integers, repeated and proportional neurons, zero weights, dead layers, activations of several
 * pieces, differing within a layer, lines through one point, through corners and along sides of the
 * domain, tiny and huge scales, slices, networks of one input, lattice networks, many outputs and equal
 * ones.
 */
export const degenerate: fc.Arbitrary<Degenerate> = fc.oneof(
  { weight: 12, arbitrary: drawn },
  {
    weight: 1,
    arbitrary: fc.record({
      network: lattice.map(({ planes, groups }) => latticeNetwork(planes, groups)),
      domain: placed.map(({ domain }) => domain),
    }),
  },
);

function layerOf(plan: LayerPlan, inputs: number, placed: Placed | undefined): Layer {
  const { neurons, activation, largest, scale, dead, moves } = plan;
  const rows: Neuron[] = [];
  neurons.forEach((neuron, i) => {
    const { of, factor } = neuron;
    const weights = Array.from({ length: inputs }, (_, j) =>
      small(neuron.weights[j % neuron.weights.length], largest),
    );
    const fresh = { weights, bias: small(neuron.bias, largest) };
    if (placed && moves) {
      const { at } = placed;
      fresh.bias = at.scale * fresh.bias - weights[0] * at.dx - (weights[1] ?? 0) * at.dy;
    }
    const earlier = i > 0 ? rows[of % i] : fresh;
    const corners = inputs === 2 ? placed?.domain.corners : undefined;
    rows.push(neuronOf(neuron.kind, fresh, earlier, of, factor, corners));
  });
  const shift = dead ? -1000 : 0;
  return {
    inputs,
    units: rows.length,
    weights: Float64Array.from(rows.flatMap(({ weights }) => weights.map((w) => scale * w))),
    bias: Float64Array.from(rows, ({ bias }) => scale * (bias + shift)),
    activation: activation.length > 1 ? activation.slice(0, rows.length) : activation[0],
  };
}

/** One of −largest … largest, all about as often; 0 for 0. */
function small(drawn: number, largest: number): number {
  const rest = drawn % (2 * largest + 1);
  return rest <= largest ? rest : rest - (2 * largest + 1);
}

interface Neuron {
  readonly weights: readonly number[];
  readonly bias: number;
}

function neuronOf(
  kind: Plan['kind'],
  fresh: Neuron,
  earlier: Neuron,
  of: number,
  factor: number,
  corners: Float64Array | undefined,
): Neuron {
  const { weights, bias } = fresh;
  switch (kind) {
    case 'fresh':
      return fresh;
    case 'repeated':
      return earlier;
    case 'proportional':
      return { weights: earlier.weights.map((w) => factor * w), bias: factor * earlier.bias };
    case 'parallel':
      return { weights: earlier.weights, bias };
    case 'nearlyRepeated':
      return { weights: earlier.weights, bias: earlier.bias + 2 ** -50 };
    case 'zero':
      return { weights: weights.map(() => 0), bias };
    case 'single':
      return { weights: weights.map((w, j) => (j === of % weights.length ? w : 0)), bias };
    case 'concurrent':
      // All through the point (0, 1/2), for two inputs.
      return { weights, bias: -weights.reduce((sum, w, j) => sum + w * (j % 2), 0) / 2 };
    case 'throughCorner':
      return corners ? through(weights[0], weights[1], corners, of) : fresh;
    case 'alongSide':
      return corners ? alongSide(corners, of) : fresh;
  }
}

function through(a: number, b: number, corners: Float64Array, k: number): Neuron {
  const at = (2 * k) % corners.length;
  return { weights: [a, b], bias: -(a * corners[at] + b * corners[at + 1]) };
}

function alongSide(corners: Float64Array, k: number): Neuron {
  const at = (2 * k) % corners.length;
  const next = (at + 2) % corners.length;
  const a = corners[at + 1] - corners[next + 1];
  const b = corners[next] - corners[at];
  return through(a, b, corners, k);
}

/** The strict corners of the convex hull, counterclockwise (Andrew 1979). */
function convexHull(points: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = points.map(([x, y]): [number, number] => [x, y]);
  sorted.sort(([x, y], [u, v]) => x - u || y - v);
  const half = (all: readonly [number, number][]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const p of all) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], p) <= 0)
        chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

type Pair = readonly [number, number];

function turn([ox, oy]: Pair, [px, py]: Pair, [qx, qy]: Pair): number {
  return (px - ox) * (qy - oy) - (py - oy) * (qx - ox);
}

function isStrictlyConvex({ corners }: Domain): boolean {
  const points = Array.from({ length: corners.length / 2 }, (_, i): Pair => {
    return [corners[2 * i], corners[2 * i + 1]];
  });
  const n = points.length;
  return points.every((p, i) => turn(p, points[(i + 1) % n], points[(i + 2) % n]) > 0);
}
