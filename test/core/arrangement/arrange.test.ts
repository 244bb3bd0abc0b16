import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Domain } from '../../../src/core/complex/domain.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { assertAgrees } from '../../deep/agreement.ts';
import { draws } from '../../draws.ts';
import { complete } from '../complete.ts';
import { lattice, latticeNetwork } from '../latticeNetwork.ts';
import { domain, network } from '../networks.ts';
import { referenceComplex } from '../reference/referenceComplex.ts';

/** In one piece, or put together from many. */
const grain = fc.constantFrom(Infinity, 2000);

describe('arrange', () => {
  it('agrees with the definition in integers', () => {
    fc.assert(fc.property(network, domain, grain, checkDefinition), { numRuns: draws(60) });
  });

  it('agrees with it on lattice networks, whose folds lie on each other', () => {
    fc.assert(
      fc.property(lattice, domain, grain, ({ planes, groups }, dom, grain) => {
        checkDefinition(latticeNetwork(planes, groups), dom, grain);
      }),
      { numRuns: draws(20) },
    );
  });
});

describe('a lattice network', () => {
  it('is the largest of the smallest of its functions', () => {
    const point = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(lattice, point, point, ({ planes, groups }, x, y) => {
        const smallest = groups.map((group) =>
          Math.min(...group.map((k) => planes[k][0] * x + planes[k][1] * y + planes[k][2])),
        );
        const [output] = forward(latticeNetwork(planes, groups), [x, y]).outputs;
        assert.ok(Math.abs(output - Math.max(...smallest)) < 1e-12);
      }),
    );
  });
});

function checkDefinition(net: Network, dom: Domain, grain: number): void {
  const reference = referenceComplex(net, dom, 250);
  fc.pre(reference !== undefined);
  assertAgrees(net, dom, complete(arrange(net, dom, { grain })), reference);
}
