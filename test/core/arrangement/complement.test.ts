import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heNetwork } from '../../../bench/family.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { complementOf } from '../../../src/core/arrangement/complement.ts';
import { arrangementInput } from '../../../src/core/arrangement/arrangementInput.ts';
import { insertNeuron } from '../../../src/core/arrangement/insertNeuron.ts';
import { ringVertex, type Complex } from '../../../src/core/complex/complex.ts';
import { box, type Domain } from '../../../src/core/complex/domain.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import type { EditedNeuron } from '../../../src/core/network/editedNeuron.ts';
import { isLinear, type Layer, type Network } from '../../../src/core/network/network.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { domain, generic, network } from '../networks.ts';

const square = box(-1, 1, -1, 1);
const anyNumber = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

describe('folds put into the complement of their neuron', () => {
  it('make the complex that is cut anew, whatever the neuron was edited to', () => {
    let made = 0;
    const runs = draws(50);
    fc.assert(
      fc.property(
        fc.oneof(generic, network),
        domain,
        fc.nat(),
        fc.array(anyNumber, { minLength: 1 }),
        (net, over, neuron, to) => {
          // Nothing but outputs.
          if (net.layers.length === 1 && isLinear(net.layers[0])) return;
          const i = neuron % lastHidden(net).units;
          const edited = withRow(net, i, to);
          const found = complete(edit(net, edited, i, over));
          if (!found) return;
          made++;
          checkSame(found, complete(arrange(edited, over)), edited, over);
        },
      ),
      { numRuns: runs },
    );
    assert.ok(made > runs / 2, `${made} of ${runs}`);
  });

  it('carry the first of the folds where they coincide with another', () => {
    const weights = Float64Array.of(0, 1, 1, 0);
    const hidden = { inputs: 2, units: 2, weights, bias: Float64Array.of(0, 0), activation: relu };
    const output = {
      ...{ inputs: 2, units: 1, bias: Float64Array.of(0), activation: identity },
      weights: Float64Array.of(1, 1),
    };
    const net = { inputs: 2, layers: [hidden, output] };
    const edited = withRow(net, 0, [0, 3, 0]);
    const found = complete(edit(net, edited, 0, square));
    assert.ok(found);
    assert.deepEqual(
      [...new Set(found.edgeFold)].filter((fold) => fold >= 0),
      [0],
    );
    checkSame(found, complete(arrange(edited, square)), edited, square);
  });

  it('do so again after every further edit', () => {
    const net = heNetwork('2x16');
    const complement = complete(complementOf(net, square, editing(net, 3), Infinity));
    assert.ok(complement);
    for (const to of [[0.3, -0.2], [5, 1], [0], [0.3, -0.2]]) {
      const edited = withRow(net, 3, to);
      const found = complete(insertNeuron(complement, edited, { maxCells: Infinity }));
      assert.ok(found);
      checkSame(found, complete(arrange(edited, square)), edited, square);
    }
  });

  it('do so among thousands of cells, in one layer and in many', () => {
    for (const size of ['1x48', '2x32', '3x32', '6x16']) {
      const net = heNetwork(size);
      const edited = withRow(net, 7, [0.3, -0.2, 0.25, 0.1, -0.4]);
      const found = complete(edit(net, edited, 7, square));
      assert.ok(found, size);
      checkSame(found, complete(arrange(edited, square)), edited, square);
    }
  });

  it('are left to others beyond a budget', () => {
    const net = heNetwork('2x8');
    const complement = complete(complementOf(net, square, editing(net, 0), Infinity));
    assert.ok(complement);
    const { cellCount: count } = complement;
    assert.equal(complete(complementOf(net, square, editing(net, 0), count - 1)), undefined);
    assert.equal(complete(insertNeuron(complement, net, { maxCells: count - 1 })), undefined);
  });
});

/** The last layer that may fold. */
function lastHidden({ layers }: Network): Layer {
  return layers.findLast((layer, l) => l < layers.length - 1 || !isLinear(layer)) ?? layers[0];
}

/** The network with the bias and the weights of a neuron of the last hidden layer replaced, in turn. */
function withRow(net: Network, i: number, numbers: readonly number[]): Network {
  const layer = lastHidden(net);
  const weights = layer.weights.slice();
  const bias = layer.bias.slice();
  for (let j = 0; j < layer.inputs; j++)
    weights[i * layer.inputs + j] = numbers[(j + 1) % numbers.length];
  bias[i] = numbers[0];
  return {
    ...net,
    layers: net.layers.with(net.layers.indexOf(layer), { ...layer, weights, bias }),
  };
}

/** The neuron with all its weights. */
function editing(net: Network, neuron: number): EditedNeuron {
  return { neuron, sources: Array.from({ length: lastHidden(net).inputs }, (_, j) => j) };
}

function* edit(net: Network, edited: Network, i: number, over: Domain) {
  const complement = yield* complementOf(net, over, editing(net, i), Infinity);
  return complement && (yield* insertNeuron(complement, edited, { maxCells: Infinity }));
}

function checkSame(found: Complex, expected: Complex, net: Network, over: Domain): void {
  const { value } = arrangementInput(net, over).bound;
  const outputs = found.outputCount;
  const errors = value.subarray(value.length - outputs);
  assert.equal(found.vertexCount, expected.vertexCount);
  assert.equal(found.linearRegionCount, expected.linearRegionCount);
  const cells = cellsByPattern(expected);
  const own = cellsByPattern(found);
  assert.deepEqual([...own.keys()].sort(), [...cells.keys()].sort());
  const patternOf = new Map([...own].map(([pattern, c]) => [c, pattern]));
  const expectedOf = (c: number): number =>
    c < 0 ? c : (cells.get(patternOf.get(c) ?? '') ?? NaN);
  assert.deepEqual(
    edgesOf(found, expectedOf),
    edgesOf(expected, (c) => c),
  );
  for (const [pattern, c] of own) {
    const e = cells.get(pattern) ?? NaN;
    for (let i = 0; i < 3 * outputs; i++) {
      const difference = found.maps[3 * outputs * c + i] - expected.maps[3 * outputs * e + i];
      assert.ok(Math.abs(difference) <= 2 * errors[Math.floor(i / 3)] + 1e-300);
    }
    const corners = cornersOf(expected, e);
    for (const [x, y] of cornersOf(found, c))
      assert.ok(corners.some(([p, q]) => Math.hypot(x - p, y - q) < 1e-9));
  }
}

function cellsByPattern({ cellCount, patterns, patternWords }: Complex): Map<string, number> {
  const key = (c: number): string =>
    patterns.subarray(c * patternWords, (c + 1) * patternWords).join();
  return new Map(Array.from({ length: cellCount }, (_, c) => [key(c), c]));
}

/** Every edge by its fold and the cells beside it, which have no other edge between them. */
function edgesOf({ edgeCount, edgeCells, edgeFold }: Complex, numberOf: (c: number) => number) {
  return Array.from({ length: edgeCount }, (_, e) => {
    const cells = [...edgeCells.subarray(2 * e, 2 * e + 2)].map(numberOf).sort((p, q) => p - q);
    return `${cells.join()} ${edgeFold[e]}`;
  }).sort();
}

/** Coordinates of the corners of a cell. */
function cornersOf(complex: Complex, c: number): [x: number, y: number][] {
  const { cellStart, xy } = complex;
  return Array.from({ length: cellStart[c + 1] - cellStart[c] }, (_, i) => {
    const v = ringVertex(complex, cellStart[c] + i);
    return [xy[2 * v], xy[2 * v + 1]];
  });
}
