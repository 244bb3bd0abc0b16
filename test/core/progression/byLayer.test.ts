import fc from 'fast-check';
import assert from 'node:assert/strict';
import { foldEdgesOf } from '../../../src/core/analysis/foldEdges.ts';
import { growthOf } from '../../../src/core/analysis/growth.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { byLayer } from '../../../src/core/progression/byLayer.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { domain, network } from '../networks.ts';

const point = fc.tuple(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);

describe('a network layer by layer', () => {
  it('has the regions of the layers that fold', () => {
    fc.assert(
      fc.property(network, domain, (net, dom) => {
        const complex = complete(arrange(net, dom));
        const folds = foldTable(net);
        const foldEdges = complete(foldEdgesOf(complex, folds));
        const whole = complete(growthOf(complex, folds, foldEdges)).regions;
        const frames = byLayer(net);
        const counts = Array.from({ length: frames.length }, (_, k) => {
          return complete(arrange(frames.frame(k).network, dom)).cellCount;
        });
        assert.equal(counts[0], 1);
        assert.deepEqual(counts.slice(1), whole.slice(0, counts.length - 1));
        assert.equal(counts.at(-1), whole.at(-1));
      }),
      { numRuns: draws(60) },
    );
  });

  it('shows the input of the next layer, and finally the outputs', () => {
    fc.assert(
      fc.property(network, point, (net, x) => {
        const frames = byLayer(net);
        const { preactivations, outputs } = forward(net, x);
        for (let k = 0; k < frames.length; k++) {
          const own = frames.frame(k);
          // An identity in between may turn −0 into 0, which is the same number.
          assert.deepEqual(
            Array.from(forward(own.network, x).outputs, (z) => z + 0),
            Array.from(preactivations[own.layer] ?? outputs, (z) => z + 0),
          );
        }
      }),
    );
  });

  it('does not count a slice', () => {
    fc.assert(
      fc.property(network, (net) => {
        const frames = byLayer({ ...net, sliced: true });
        assert.equal(frames.frame(0).layer, 1);
        assert.equal(frames.length, byLayer(net).length - 1);
      }),
    );
  });
});
