import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { cellCentroid } from '../../../src/core/complex/measure.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { follow, startFollowing } from '../../../src/core/progression/follow.ts';
import { complete } from '../complete.ts';
import { generic } from '../networks.ts';
import { draws } from '../../draws.ts';

const square = box(-1, 1, -1, 1);

describe('a followed region', () => {
  it('is unchanged where nothing moves', () => {
    fc.assert(
      fc.property(generic, fc.nat(), (net, choice) => {
        const complex = complete(arrange(net, square));
        const cell = choice % complex.cellCount;
        const start = startFollowing(complex, cellCentroid(complex, cell));
        assert.equal(start?.cell, cell);
        for (const sameFolds of [true, false])
          assert.deepEqual(follow(complex, start, sameFolds), start);
      }),
    );
  });

  it('keeps its pattern as long as that exists in the domain', () => {
    fc.assert(
      fc.property(generic, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (net, shift) => {
        const hidden = net.layers[0];
        const moved: Network = {
          ...net,
          layers: net.layers.with(0, { ...hidden, bias: hidden.bias.map((b) => b + shift) }),
        };
        const complex = complete(arrange(net, square));
        const after = complete(arrange(moved, square));
        const keys = new Set(patternKeys(after));
        patternKeys(complex).forEach((key, cell) => {
          const start = startFollowing(complex, cellCentroid(complex, cell));
          if (start?.cell !== cell) return;
          const next = follow(after, start, true);
          assert.ok(next);
          assert.equal(next.same, keys.has(key));
          if (next.same) assert.equal(patternKeys(after)[next.cell], key);
        });
      }),
      { numRuns: draws(20) },
    );
  });

  it('is lost outside the domain', () => {
    const [net] = fc.sample(generic, { numRuns: 1, seed: 1 });
    assert.equal(startFollowing(complete(arrange(net, square)), { x: 2, y: 0 }), undefined);
  });
});

function patternKeys({ cellCount, patterns, patternWords }: Complex): string[] {
  return Array.from({ length: cellCount }, (_, c) =>
    patterns.subarray(c * patternWords, (c + 1) * patternWords).join(),
  );
}
