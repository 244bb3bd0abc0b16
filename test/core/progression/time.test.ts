import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { cellCentroid } from '../../../src/core/complex/measure.ts';
import { sameNetwork } from '../../../src/core/network/equality.ts';
import type { Network } from '../../../src/core/network/network.ts';
import {
  parameterCount,
  parametersOf,
  withParameters,
} from '../../../src/core/network/parameters.ts';
import { checkpointsInOrder } from '../../../src/core/progression/checkpoints.ts';
import { follow, startFollowing } from '../../../src/core/progression/follow.ts';
import { interpolation, shapeDifference } from '../../../src/core/progression/interpolation.ts';
import { frameStatistics } from '../../../src/core/progression/statistics.ts';
import { complete } from '../complete.ts';
import { domain, generic, network } from '../networks.ts';
import { draws } from '../../draws.ts';

const square = box(-1, 1, -1, 1);

/** Two networks of one shape: the second has the same weights in another order. */
const pair = network.map((p): [Network, Network] => [
  p,
  withParameters(p, parametersOf(p).toReversed()),
]);

describe('parameters', () => {
  it('make the network that they are taken from', () => {
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

  it('leave a slice as it is', () => {
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

describe('interpolation', () => {
  it('has both networks at its ends, and is the same backwards', () => {
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

  it('does not move what is equal at both ends', () => {
    fc.assert(
      fc.property(network, (net) => {
        assert.ok(sameNetwork(interpolation(net, net, 3).frame(1).network, net));
      }),
    );
  });

  it('knows networks of the same shape, and names the first difference', () => {
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

describe('checkpoints', () => {
  it('are played in their order, with their names', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), network })), (list) => {
        const frames = checkpointsInOrder(list);
        assert.equal(frames.length, list.length);
        list.forEach((own, i) => {
          assert.deepEqual(frames.frame(i), { kind: 'checkpoints', at: i, ...own });
        });
      }),
    );
  });
});

describe('a followed region', () => {
  it('is itself where nothing moves', () => {
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

  it('keeps its pattern as long as that is in the domain', () => {
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

describe('statistics of a moment', () => {
  it('have areas that make up the domain', () => {
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

function patternKeys({ cellCount, patterns, patternWords }: Complex): string[] {
  return Array.from({ length: cellCount }, (_, c) =>
    patterns.subarray(c * patternWords, (c + 1) * patternWords).join(),
  );
}
