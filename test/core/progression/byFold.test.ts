import fc from 'fast-check';
import assert from 'node:assert/strict';
import { montufarBound } from '../../../src/core/analysis/upperBounds.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { byFold } from '../../../src/core/progression/byFold.ts';
import { activationsOf } from '../../../src/core/progression/prefix.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';

const point = fc.tuple(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);

describe('a network fold by fold', () => {
  it('ends with the network and begins with the layer switched off', () => {
    fc.assert(
      fc.property(network, point, (net, x) => {
        net.layers.forEach((own, layer) => {
          const frames = byFold(net, layer);
          assert.equal(frames.length, own.units + 1);
          assert.ok(sameNetwork(frames.frame(own.units).network, net));
          const before = forward(frames.frame(0).network, x);
          const after = net.layers[layer + 1];
          assert.deepEqual(
            Array.from(after ? before.preactivations[layer + 1] : before.outputs, (z) => z + 0),
            Array.from(after?.bias ?? new Float64Array(own.units), (z) => z + 0),
          );
        });
      }),
    );
  });

  it('adds the outgoing part of each new neuron', () => {
    fc.assert(
      fc.property(generic, point, (net, x) => {
        const last = net.layers.length - 2;
        const order = Array.from({ length: net.layers[last].units }, (_, i) => i).toReversed();
        const frames = byFold(net, last, order);
        const z = forward(net, x).preactivations[last];
        order.forEach((neuron, n) => {
          const [before, after] = [n, n + 1].map((k) => frames.frame(k));
          assert.equal(after.entered.at(-1), neuron);
          const { inputs, weights } = net.layers[last + 1];
          forward(after.network, x).outputs.forEach((y, o) => {
            const part = weights[o * inputs + neuron] * Math.max(0, z[neuron]);
            assert.ok(Math.abs(y - forward(before.network, x).outputs[o] - part) < 1e-12);
          });
        });
      }),
    );
  });

  it('never loses regions, and has at most 1 + n(n + 1)/2 where only this layer folds', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const frames = byFold(activationsOf(net, 0), 0);
        let before = 0;
        for (let n = 0; n < frames.length; n++) {
          const own = frames.frame(n).network;
          const { cellCount } = complete(arrange(own, box(-1, 1, -1, 1)));
          assert.ok(cellCount >= before && cellCount <= montufarBound(own));
          assert.equal(montufarBound(own), 1 + (n * (n + 1)) / 2);
          before = cellCount;
        }
      }),
      { numRuns: draws(30) },
    );
  });
});
