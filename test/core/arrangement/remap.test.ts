import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heNetwork } from '../../../bench/family.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { arrangementInput } from '../../../src/core/arrangement/arrangementInput.ts';
import { hiddenRows, remap } from '../../../src/core/arrangement/remap.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { type Layer, type Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';

const square = box(-1, 1, -1, 1);

describe('remap', () => {
  it('makes the complex of a network with another output layer', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), outputWeights, (net, weights) => {
        const before = withOutputs(net, [1, -1, 0.5]);
        const after = withOutputs(net, weights);
        const remapped = remappedTo(before, after);
        if (remapped) checkSame(remapped, complete(arrange(after, square)), after);
      }),
    );
  });

  it('is right where sums are carried over hundreds of cells', () => {
    for (const size of ['1x48', '2x32', '3x32']) {
      const net = heNetwork(size);
      const after = withOutputs(net, [3, -0.25, 1, 0, 2]);
      const remapped = remappedTo(net, after);
      assert.ok(remapped);
      checkSame(remapped, complete(arrange(after, square)), after);
    }
  });

  it('joins the linear regions anew when outputs die, and parts them when they live', () => {
    const net = heNetwork('2x8');
    const dead = withOutputs(net, [0]);
    const joined = remappedTo(net, dead);
    assert.equal(joined?.linearRegionCount, 1);
    const parted = remappedTo(dead, net);
    assert.equal(parted?.linearRegionCount, complete(arrange(net, square)).linearRegionCount);
  });

  it('refines maps that cancel, also after a run with precise rows', () => {
    const hidden: Layer = {
      ...{ inputs: 2, units: 3, activation: relu },
      weights: Float64Array.of(1, 0.3, 1, 0.3, 1, 0.3),
      bias: new Float64Array(3),
    };
    // Whatever the order of the sum, in one of these it loses the last weight between the large ones.
    for (const weights of [
      [1e12, -1e12, 0.5],
      [1e12, 0.5, -1e12],
      [0.5, 1e12, -1e12],
    ]) {
      const before = complete(arrange({ inputs: 2, layers: [hidden, outputs(1, 1, 1)] }, square));
      const input = arrangementInput({ inputs: 2, layers: [hidden, outputs(...weights)] }, square);
      const rows = complete(hiddenRows(input, before, 1e8));
      assert.ok(rows);
      assert.ok(complete(arrange(heNetwork('24x10'), square)).precise);
      const { maps } = complete(remap(input, before, rows));
      assert.deepEqual(new Set(maps), new Set([0, 0.5, 0.15]));
    }
  });

  it('does without rows that would take too much memory', () => {
    const net = heNetwork('2x8');
    const complex = complete(arrange(net, square));
    const input = arrangementInput(net, square);
    assert.equal(complete(hiddenRows(input, complex, 1000)), undefined);
    assert.ok(complete(hiddenRows(input, complex, 1e6)));
  });
});

const outputWeights = fc.array(
  fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -4, max: 4, noNaN: true })),
  { minLength: 1, maxLength: 5 },
);

/** One output of three neurons. */
function outputs(...weights: readonly number[]): Layer {
  const layer = { inputs: 3, units: 1, bias: new Float64Array(1), activation: identity };
  return { ...layer, weights: Float64Array.from(weights) };
}

/** The network with a linear output layer whose weights repeat the given ones. */
function withOutputs(net: Network, weights: readonly number[]): Network {
  const hidden = net.layers.slice(0, -1);
  const { inputs, units } = net.layers[net.layers.length - 1];
  const last: Layer = {
    inputs,
    units,
    weights: Float64Array.from({ length: inputs * units }, (_, i) => weights[i % weights.length]),
    bias: Float64Array.from({ length: units }, (_, i) => weights[0] + i),
    activation: identity,
  };
  return { inputs: net.inputs, layers: [...hidden, last] };
}

function remappedTo(before: Network, after: Network): Complex | undefined {
  const complex = complete(arrange(before, square));
  const input = arrangementInput(after, square);
  const hidden = complete(hiddenRows(input, complex, 1e8));
  return hidden && complete(remap(input, complex, hidden));
}

function checkSame(found: Complex, expected: Complex, net: Network): void {
  const { maps, ...cut } = found;
  const { maps: expectedMaps, ...expectedCut } = expected;
  assert.deepEqual(cut, expectedCut);
  const { value } = arrangementInput(net, square).bound;
  const outputs = found.outputCount;
  maps.forEach((number, i) => {
    const bound = 3 * value[value.length - outputs + (Math.floor(i / 3) % outputs)];
    assert.ok(Math.abs(number - expectedMaps[i]) <= bound + 1e-300, `${number} ${expectedMaps[i]}`);
  });
}
