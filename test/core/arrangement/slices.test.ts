import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { complementOf } from '../../../src/core/arrangement/complement.ts';
import { errorBound } from '../../../src/core/arrangement/errorBound.ts';
import { insertNeuron } from '../../../src/core/arrangement/insertNeuron.ts';
import { compile } from '../../../src/core/arrangement/program.ts';
import { arrangementInput } from '../../../src/core/arrangement/arrangementInput.ts';
import { hiddenRows, remap } from '../../../src/core/arrangement/remap.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { identity, relu, type Activation } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { runToEnd } from '../../../src/core/yielding.ts';
import { isLinear, type Layer, type Network } from '../../../src/core/network/network.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';
import { Rational } from '../reference/rational.ts';
import { rowsUnder } from '../reference/rows.ts';

const square = box(-1, 1, -1, 1);

/** A linear layer of small fractions, in front of a network of as many inputs as it has units. */
function linearLayer(inputs: number, units: number, of: fc.Arbitrary<number>): fc.Arbitrary<Layer> {
  const numbers = (length: number) => fc.array(of, { minLength: length, maxLength: length });
  return fc.record({
    inputs: fc.constant(inputs),
    units: fc.constant(units),
    weights: numbers(inputs * units).map((w) => Float64Array.from(w)),
    bias: numbers(units).map((b) => Float64Array.from(b)),
    activation: fc.constant(identity),
  });
}

/** The network on a plane of some more inputs, whose first two enter it as they are and the others as well. */
function onPlane(
  net: Network,
  of: fc.Arbitrary<number>,
  between: Activation = identity,
): fc.Arbitrary<Network> {
  const [first, ...rest] = net.layers;
  return fc
    .integer({ min: 1, max: 6 })
    .chain((inputs) =>
      fc.tuple(
        linearLayer(2, inputs, of),
        linearLayer(inputs, 3, of),
        linearLayer(3, first.units, of),
      ),
    )
    .map(([plane, middle, last]) => ({
      inputs: 2,
      layers: [
        plane,
        { ...middle, activation: between },
        { ...last, activation: first.activation },
        ...rest,
      ],
    }));
}

const eighths = fc.integer({ min: -8, max: 8 }).map((n) => n / 8);
/** Of so many bits that their products are rounded. */
const rounded = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((n) => n / 2 ** 42);

/** An activation without folds that is not the identity. */
const sloped: Activation = { breakpoints: [], slopes: [-0.3], intercept: 0.7 };

/** The network with the linear layers before its first other one composed into it, in doubles. */
function composed(net: Network): Network {
  let { layers } = net;
  while (layers.length > 1 && isLinear(layers[0])) {
    const [below, above, ...rest] = layers;
    const weights = new Float64Array(above.units * below.inputs);
    const bias = above.bias.slice();
    for (let i = 0; i < above.units; i++)
      for (let k = 0; k < below.units; k++) {
        const w = above.weights[i * above.inputs + k];
        for (let j = 0; j < below.inputs; j++)
          weights[i * below.inputs + j] += w * below.weights[k * below.inputs + j];
        bias[i] += w * below.bias[k];
      }
    layers = [{ ...above, inputs: below.inputs, weights, bias }, ...rest];
  }
  return { ...net, layers };
}

/** Of any size: products that leave the range of doubles on either side. */
const spread = fc
  .tuple(rounded, fc.constantFrom(1, 1e-200, 1e60, 2 ** -1060))
  .map(([x, by]) => x * by);

describe('layers before the first fold', () => {
  it('change nothing where they can be composed without rounding', () => {
    const slices = network.chain((net) => onPlane(net, eighths));
    fc.assert(
      fc.property(slices, (net) => {
        const twin = composed(net);
        const { base, baseLow } = compile(net);
        fc.pre(baseLow.every((x) => x === 0) && compile(twin).base.every((x, i) => x === base[i]));
        assert.deepEqual(complete(arrange(net, square)), complete(arrange(twin, square)));
      }),
    );
  });

  it('make rows of which every bound is right', () => {
    const slices = fc.oneof(generic, network).chain((net) => onPlane(net, rounded, sloped));
    fc.assert(
      fc.property(slices, (net) => {
        const complex = complete(arrange(net, square));
        const program = compile(net);
        const bound = errorBound(program, square);
        const folds = foldTable(program.network);
        const first = program.rows - program.outputs;
        for (let c = 0; c < Math.min(5, complex.cellCount); c++) {
          const rows = rowsUnder(program.network, folds, cellPattern(complex, c)).at(-1) ?? [];
          rows.forEach((row, o) => {
            const at = 3 * (c * program.outputs + o);
            const [a, b] = [0, 1].map((k) => {
              const off = row[k].minus(Rational.from(complex.maps[at + k]));
              return Math.abs(off.toNumber());
            });
            assert.ok(a + b <= bound.gradient[first + o] * (1 + 1e-9));
          });
        }
        checkBase(net);
      }),
      { numRuns: draws(20) },
    );
  });

  it('are composed within their error bounds, whatever their size', () => {
    const slices = network.chain((net) => onPlane(net, spread, sloped));
    fc.assert(fc.property(slices, checkBase), { numRuns: draws(10) });
  });

  it('take part in edits of the last layers', () => {
    const net: Network = {
      inputs: 2,
      layers: [
        layer(2, [0.5, 0.25, -0.3, 0.7, 0.1, -0.9], [0.1, 0, -0.2]),
        {
          ...layer(
            3,
            [0.3, 0.9, -0.4, 0.2, -0.7, 0.8, 1, 0.1, 0.6, -0.5, 0.4, 0.3],
            [0.1, -0.1, 0, 0.2],
          ),
          activation: relu,
        },
        layer(4, [1, -1, 0.5, 0.7], [0]),
      ],
    };
    const edited = { neuron: 1, sources: [2] };
    const before = complete(arrange(net, square));
    const hidden = runToEnd(hiddenRows(arrangementInput(net, square), before, Infinity));
    const complement = runToEnd(complementOf(net, square, edited, Infinity));
    assert.ok(hidden && complement);

    const output = changed(net, 2, (w) => w.map((x) => x + 0.25));
    assertSame(runToEnd(remap(arrangementInput(output, square), before, hidden)), output);

    const neuron = changed(net, 1, (w) => w.map((x, i) => (i === 5 ? 0.3 : x)));
    const inserted = runToEnd(insertNeuron(complement, neuron, { maxCells: Infinity }));
    assert.ok(inserted);
    assertSame(inserted, neuron);
  });

  function layer(inputs: number, weights: number[], bias: number[]): Layer {
    return {
      inputs,
      units: bias.length,
      weights: Float64Array.from(weights),
      bias: Float64Array.from(bias),
      activation: identity,
    };
  }

  function changed(net: Network, l: number, change: (w: Float64Array) => Float64Array): Network {
    const { weights } = net.layers[l];
    return { ...net, layers: net.layers.with(l, { ...net.layers[l], weights: change(weights) }) };
  }

  function assertSame(complex: Complex, net: Network): void {
    const expected = complete(arrange(net, square));
    const sizes = ({ cellCount, edgeCount, vertexCount, linearRegionCount }: Complex) => [
      cellCount,
      edgeCount,
      vertexCount,
      linearRegionCount,
    ];
    assert.deepEqual(sizes(complex), sizes(expected));
    const maps = (c: Complex) =>
      Array.from({ length: c.cellCount }, (_, i) =>
        [
          cellPattern(c, i).join(),
          ...c.maps.subarray(3 * i, 3 * i + 3).map((x) => Math.round(1e9 * x)),
        ].join(),
      ).sort();
    assert.deepEqual(maps(complex), maps(expected));
  }
});

/** That the rows of the first group are what they claim to be. */
function checkBase(net: Network): void {
  const { network: whole, folds, firstLayer, groupStart, neuron, ...program } = compile(net);
  const rows = rowsUnder(whole, folds, new Uint32Array((folds.count + 31) >> 5))[firstLayer];
  for (let r = 0; r < groupStart[1]; r++)
    rows[neuron[r]].forEach((exact, k) => {
      if (![program.base, program.baseError].every((v) => Number.isFinite(v[3 * r + k]))) return;
      const high = Rational.from(program.base[3 * r + k]);
      const low = Rational.from(program.baseLow[3 * r + k]);
      const off = exact.minus(high).minus(low);
      const bound = Rational.from(program.baseError[3 * r + k]);
      assert.ok(bound.minus(off).sign >= 0 && bound.plus(off).sign >= 0);
    });
}
