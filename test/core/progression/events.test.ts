import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { locate } from '../../../src/core/complex/locate.ts';
import { identity, relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { parametersOf, withParameters } from '../../../src/core/network/parameters.ts';
import {
  eventsBetween,
  resolution,
  type Keyframe,
  type Line,
  type ProgressionEvent,
} from '../../../src/core/progression/events.ts';
import { between } from '../../../src/core/progression/interpolation.ts';
import { exactTest, roundedTest } from '../../../src/core/progression/patternRegion.ts';
import { complete } from '../complete.ts';
import { domain, generic, network } from '../networks.ts';
import { draws } from '../../draws.ts';

const square = box(-1, 1, -1, 1);

function frameAt(line: Line, t: number): Keyframe {
  return { t, complex: complete(arrange(between(line.from, line.to, t), line.domain)) };
}

function eventsOf(line: Line, steps = 1): ProgressionEvent[] {
  const frames = Array.from({ length: steps + 1 }, (_, i) => frameAt(line, i / steps));
  return frames
    .slice(1)
    .flatMap((frame, i) => complete(eventsBetween(line, frames[i], frame, Infinity)));
}

/** Lines a·x + b·y + c = 0, each a neuron of one layer. */
function lines(...rows: readonly (readonly [number, number, number])[]): Network {
  const weights = Float64Array.from(rows.flatMap(([a, b]) => [a, b]));
  const bias = Float64Array.from(rows, ([, , c]) => c);
  return {
    inputs: 2,
    layers: [{ inputs: 2, units: rows.length, weights, bias, activation: relu }],
  };
}

describe('the region of a pattern', () => {
  it('exists exactly where the complex has a cell with the pattern', () => {
    fc.assert(
      fc.property(network, domain, fc.nat(), (net, dom, seed) => {
        const complex = complete(arrange(net, dom));
        const folds = foldTable(net);
        const test = exactTest(net, folds, dom);
        const keys = new Set(patternsOf(complex).map((pattern) => pattern.join()));
        for (const pattern of patternsOf(complex)) {
          assert.ok(test.witness(pattern));
          if (folds.count === 0) continue;
          const other = pattern.slice();
          other[(seed % folds.count) >> 5] ^= 1 << ((seed % folds.count) & 31);
          assert.equal(test.witness(other) !== undefined, keys.has(other.join()));
        }
      }),
      { numRuns: draws(30) },
    );
  });

  it('is also found in double precision, in general position, with a point inside', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, square));
        const test = roundedTest(net, foldTable(net), square);
        let found = 0;
        patternsOf(complex).forEach((pattern, cell) => {
          const point = test.witness(pattern);
          if (point && locate(complex, ...point, cell) === cell) found++;
        });
        assert.ok(found >= 0.98 * complex.cellCount);
      }),
      { numRuns: draws(30) },
    );
  });
});

describe('events between two networks', () => {
  it('account for every region that only one end has, in order of time', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const line = { from: net, to: reversed(net), domain: square };
        const [start, end] = [frameAt(line, 0), frameAt(line, 1)];
        const events = complete(eventsBetween(line, start, end, Infinity));
        const born = events.reduce((sum, event) => sum + event.born, 0);
        const died = events.reduce((sum, event) => sum + event.died, 0);
        assert.equal(end.complex.cellCount - start.complex.cellCount, born - died);
        events.forEach(({ from, to }, i) => {
          assert.ok(to - from <= resolution && from >= 0 && to <= 1);
          assert.ok(i === 0 || from >= events[i - 1].from);
        });
      }),
      { numRuns: draws(8) },
    );
  });

  it('separate complexes that differ, at any time', () => {
    fc.assert(
      fc.property(generic, (net) => {
        fc.pre(net.layers.length <= 3);
        const line = { from: net, to: moved(net, 0.05), domain: square };
        for (const { from, to, born, died } of eventsOf(line, 4).slice(0, 20)) {
          const [before, after] = [from, to].map((t) => keysOf(frameAt(line, t).complex));
          assert.ok([...after].filter((key) => !before.has(key)).length >= born);
          assert.ok([...before].filter((key) => !after.has(key)).length >= died);
        }
      }),
      { numRuns: draws(10) },
    );
  });

  it('are found at the root, with the fold that disappears and its location', () => {
    // The line x + y = c moves from c = 0 to c = 4 and passes the corner (1, 1) at c = 2.
    const line = { from: lines([1, 1, 0]), to: lines([1, 1, -4]), domain: square };
    const [event, ...others] = eventsOf(line);
    assert.deepEqual(others, []);
    assert.ok(event.from < 0.5 && event.to >= 0.5);
    assert.deepEqual([event.born, event.died], [0, 1]);
    assert.deepEqual(event.left, [{ layer: 0, neuron: 0, breakpoint: 0 }]);
    assert.ok(Math.abs(event.x - 1) < 1e-6 && Math.abs(event.y - 1) < 1e-6);
    const [back] = eventsOf({ ...line, from: line.to, to: line.from });
    assert.deepEqual(back.entered, event.left);
    assert.deepEqual([back.born, back.died], [1, 0]);
  });

  it('are a death and a birth at once where three folds pass through a point', () => {
    const [x, y] = [
      [1, 0, 0],
      [0, 1, 0],
    ] as const;
    const line = { from: lines(x, y, [1, 1, -0.2]), to: lines(x, y, [1, 1, 0.4]), domain: square };
    const [event, ...others] = eventsOf(line);
    assert.deepEqual(others, []);
    assert.deepEqual([event.born, event.died], [1, 1]);
    assert.ok(Math.abs(event.from - 1 / 3) < 1e-8);
    assert.ok(Math.hypot(event.x, event.y) < 1e-6);
  });

  it('do not occur where nothing moves, or where everything moves together', () => {
    fc.assert(
      fc.property(generic, (net) => {
        assert.deepEqual(eventsOf({ from: net, to: net, domain: square }), []);
        const last = net.layers.length - 1;
        const output = net.layers[last];
        const louder = {
          ...output,
          weights: output.weights.map((w) => 2 * w),
          activation: identity,
        };
        const to = { ...net, layers: net.layers.with(last, louder) };
        assert.deepEqual(eventsOf({ from: net, to, domain: square }), []);
      }),
      { numRuns: draws(12) },
    );
  });

  it('are merged into one where there are too many', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const line = { from: net, to: reversed(net), domain: square };
        const [start, end] = [frameAt(line, 0), frameAt(line, 1)];
        const all = complete(eventsBetween(line, start, end, Infinity));
        fc.pre(all.length > 1);
        const [event, ...others] = complete(eventsBetween(line, start, end, 1));
        assert.deepEqual(others, []);
        assert.deepEqual([event.from, event.to], [0, 1]);
        const sum = (count: (one: ProgressionEvent) => number): number =>
          all.reduce((total, one) => total + count(one), 0);
        assert.equal(
          event.born,
          sum(({ born }) => born),
        );
        assert.equal(
          event.died,
          sum(({ died }) => died),
        );
        assert.equal(
          event.left.length,
          sum(({ left }) => left.length),
        );
        assert.equal(
          event.entered.length,
          sum(({ entered }) => entered.length),
        );
      }),
      { numRuns: draws(10) },
    );
  });

  it('are found for degenerate networks too', () => {
    fc.assert(
      fc.property(network, domain, (net, dom) => {
        fc.pre(parametersOf(net).every((w) => Math.abs(w) < 10));
        const line = { from: net, to: reversed(net), domain: dom };
        const [start, end] = [frameAt(line, 0), frameAt(line, 1)];
        const events = complete(eventsBetween(line, start, end, Infinity));
        const change = events.reduce((sum, { born, died }) => sum + born - died, 0);
        assert.equal(end.complex.cellCount - start.complex.cellCount, change);
      }),
      { numRuns: draws(25) },
    );
  });
});

/** The same weights in another order, so that everything moves. */
function reversed(net: Network): Network {
  return withParameters(net, parametersOf(net).toReversed());
}

function moved(net: Network, by: number): Network {
  return withParameters(
    net,
    parametersOf(net).map((w, i) => w + by * Math.sin(i)),
  );
}

function patternsOf(complex: Complex): Uint32Array[] {
  return Array.from({ length: complex.cellCount }, (_, c) => cellPattern(complex, c));
}

function keysOf(complex: Complex): Set<string> {
  return new Set(patternsOf(complex).map((pattern) => pattern.join()));
}
