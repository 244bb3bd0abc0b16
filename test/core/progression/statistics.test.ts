import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { frameStatistics } from '../../../src/core/progression/statistics.ts';
import { complete } from '../complete.ts';
import { domain, network } from '../networks.ts';
import { draws } from '../../draws.ts';

describe('the statistics of a frame', () => {
  it('have areas that add up to the domain', () => {
    fc.assert(
      fc.property(network, domain, (net, dom) => {
        const { regions, meanArea, lipschitz } = frameStatistics(complete(arrange(net, dom)));
        const whole = frameStatistics(complete(arrange(constant, dom)));
        assert.ok(Math.abs(regions * meanArea - whole.meanArea) < 1e-6 * whole.meanArea);
        assert.equal(lipschitz.length, net.layers.at(-1)?.units);
        assert.deepEqual(whole.lipschitz, [0]);
      }),
      { numRuns: draws(50) },
    );
  });
});

const constant: Network = {
  inputs: 2,
  layers: [
    {
      inputs: 2,
      units: 1,
      weights: new Float64Array(2),
      bias: new Float64Array(1),
      activation: { breakpoints: [], slopes: [1], intercept: 0 },
    },
  ],
};
