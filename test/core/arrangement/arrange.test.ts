import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { cellArea } from '../../../src/core/complex/measure.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import type { Domain } from '../../../src/core/complex/domain.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { pieceInPattern } from '../../../src/core/network/affine.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { lattice, latticeNetwork } from '../latticeNetwork.ts';
import { domain, network } from '../networks.ts';
import { cutDomain } from '../reference/cut.ts';
import { survey } from '../reference/survey.ts';
import { draws } from '../../draws.ts';

/** In one piece, or put together from many. */
const grain = fc.constantFrom(Infinity, 2000);

describe('arrange', () => {
  it('agrees with the definition in fractions', () => {
    fc.assert(fc.property(network, domain, grain, checkDefinition), { numRuns: draws(40) });
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
  const cells = cutDomain(net, dom);
  fc.pre(cells.length <= 150);
  const expected = survey(cells, (p, q) => foldsBetween(p, q));
  const complex = complete(arrange(net, dom, { grain }));
  const stats = complexStats(complex);
  assert.deepEqual(
    {
      regions: stats.regions,
      vertices: stats.vertices,
      edges: stats.edges,
      boundaryEdges: stats.boundaryEdges,
      coincidentEdges: stats.coincidentEdges,
      deadEdges: stats.deadEdges,
      linearRegions: stats.linearRegions,
      euler: stats.euler,
    },
    {
      regions: expected.regions,
      vertices: expected.vertices,
      edges: expected.edges,
      boundaryEdges: expected.boundaryEdges,
      coincidentEdges: expected.coincidentEdges,
      deadEdges: expected.deadEdges,
      linearRegions: expected.linearRegions,
      euler: 1,
    },
  );
  for (let c = 0; c < complex.cellCount; c++) {
    const area = expected.areas.get(pieces(net, cellPattern(complex, c)));
    assert.ok(area !== undefined);
    assert.ok(Math.abs(area - cellArea(complex, c)) < 1e-12);
  }
}

/** A neuron has moved over as many folds as its piece has. */
function foldsBetween(p: string, q: string): number {
  let count = 0;
  for (let i = 0; i < p.length; i++) count += Math.abs(Number(p[i]) - Number(q[i]));
  return count;
}

/** The pieces of all neurons, one digit each. */
function pieces(net: Network, pattern: Uint32Array): string {
  const folds = foldTable(net);
  return net.layers
    .map((layer, l) =>
      Array.from({ length: layer.units }, (_, i) => pieceInPattern(folds, pattern, l, i)).join(''),
    )
    .join('');
}
