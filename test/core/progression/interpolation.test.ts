import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { parametersOf, withParameters } from '../../../src/core/network/parameters.ts';
import { interpolation, shapeDifference } from '../../../src/core/progression/interpolation.ts';
import { network } from '../networks.ts';

/** Two networks of the same shape: the second has the same weights in another order. */
const pair = network.map((p): [Network, Network] => [
  p,
  withParameters(p, parametersOf(p).toReversed()),
]);

describe('interpolation', () => {
  it('has the two networks at its ends, and is the same in reverse', () => {
    fc.assert(
      fc.property(pair, fc.integer({ min: 1, max: 64 }), ([p, q], steps) => {
        const there = interpolation(p, q, steps);
        const back = interpolation(q, p, steps);
        assert.ok(sameNetwork(there.frame(0).network, p));
        assert.ok(sameNetwork(there.frame(steps).network, q));
        for (let i = 0; i <= steps; i++) {
          const a = parametersOf(there.frame(i).network);
          const b = parametersOf(back.frame(steps - i).network);
          a.forEach((w, k) => {
            assert.ok(Math.abs(w - b[k]) <= 1e-15 * (Math.abs(w) + 1e8));
          });
        }
      }),
    );
  });

  it('does not change what is equal at both ends', () => {
    fc.assert(
      fc.property(network, (net) => {
        assert.ok(sameNetwork(interpolation(net, net, 3).frame(1).network, net));
      }),
    );
  });

  it('recognises networks of the same shape, and names the first difference', () => {
    fc.assert(
      fc.property(pair, network, ([p, q], other) => {
        assert.equal(shapeDifference(p, q), undefined);
        const widths = (net: Network) => net.layers.map(({ units }) => units);
        if (JSON.stringify(widths(p)) !== JSON.stringify(widths(other)))
          assert.ok(
            ['layers', 'units', 'activation'].includes(shapeDifference(p, other)?.kind ?? ''),
          );
      }),
    );
  });
});
