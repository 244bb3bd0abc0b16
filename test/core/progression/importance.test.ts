import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { withNeurons } from '../../../src/core/progression/byFold.ts';
import { largestChange, orderByImportance } from '../../../src/core/progression/importance.ts';
import { complete } from '../complete.ts';
import { generic } from '../networks.ts';
import { draws } from '../../draws.ts';

const square = box(-1, 1, -1, 1);

/** The change of the outputs at a point when a neuron is switched off. */
function changeAt(net: Network, layer: number, neuron: number, point: readonly number[]): number {
  const off = withNeurons(net, layer, (i) => i !== neuron);
  const [whole, without] = [net, off].map((one) => forward(one, point).outputs);
  return Math.hypot(...whole.map((y, o) => y - without[o]));
}

const small = generic.filter(({ layers }) => layers.length <= 3);

describe('the importance of a neuron', () => {
  it('bounds its change at any point, and is attained in the last two layers', () => {
    const point = fc.tuple(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(small, fc.nat(), fc.array(point, { minLength: 20 }), (net, choice, points) => {
        const layer = choice % net.layers.length;
        const neuron = choice % net.layers[layer].units;
        const largest = complete(largestChange(net, layer, neuron, square));
        for (const one of points) assert.ok(changeAt(net, layer, neuron, one) <= largest + 1e-9);
        // For the last two layers it is attained at a vertex of the network's own complex.
        if (layer < net.layers.length - 2) return;
        const { xy } = complete(arrange(net, square));
        let attained = 0;
        for (let v = 0; v < xy.length; v += 2)
          attained = Math.max(attained, changeAt(net, layer, neuron, [xy[v], xy[v + 1]]));
        assert.ok(Math.abs(attained - largest) < 1e-9);
      }),
      { numRuns: draws(40) },
    );
  });

  it('sorts a layer by largest change first', () => {
    fc.assert(
      fc.property(small, (net) => {
        const order = complete(orderByImportance(net, 0, square));
        assert.deepEqual(
          order.toSorted((a, b) => a - b),
          Array.from({ length: net.layers[0].units }, (_, i) => i),
        );
        const changes = order.map((i) => complete(largestChange(net, 0, i, square)));
        assert.deepEqual(
          changes,
          changes.toSorted((a, b) => b - a),
        );
      }),
      { numRuns: draws(10) },
    );
  });
});
