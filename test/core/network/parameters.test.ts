import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import type { Network } from '../../../src/core/network/network.ts';
import {
  parameterCount,
  parametersOf,
  withParameters,
} from '../../../src/core/network/parameters.ts';
import { network } from '../networks.ts';

describe('parameters', () => {
  it('restore the network that they are taken from', () => {
    fc.assert(
      fc.property(network, (net) => {
        const parameters = parametersOf(net);
        assert.equal(parameters.length, parameterCount(net));
        assert.ok(sameNetwork(withParameters(net, parameters), net));
        assert.deepEqual(
          parametersOf(
            withParameters(
              net,
              parameters.map((w) => w + 1),
            ),
          ),
          parameters.map((w) => w + 1),
        );
      }),
    );
  });

  it('leave a slice unchanged', () => {
    fc.assert(
      fc.property(network, (net) => {
        const sliced: Network = { ...net, sliced: true };
        const other = withParameters(sliced, parametersOf(sliced).fill(7));
        assert.equal(other.layers[0], net.layers[0]);
        assert.ok(other.layers.slice(1).every(({ weights }) => weights.every((w) => w === 7)));
      }),
    );
  });
});
