import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { cellArea } from '../../../src/core/complex/measure.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { pieceInPattern } from '../../../src/core/network/affine.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { domain, network } from '../networks.ts';
import { cutDomain } from '../reference/cut.ts';
import { survey } from '../reference/survey.ts';
import { draws } from '../../draws.ts';

/** In one piece, or put together from many. */
const grain = fc.constantFrom(Infinity, 2000);

describe('arrange', () => {
  it('agrees with the definition in fractions', () => {
    fc.assert(
      fc.property(network, domain, grain, (net, dom, grain) => {
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
      }),
      { numRuns: draws(40) },
    );
  });
});

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
