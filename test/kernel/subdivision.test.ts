import assert from 'node:assert/strict';
import fc from 'fast-check';
import { box, domainArea, type Domain } from '../../src/core/complex/domain.ts';
import { cutDomain, type Point } from '../core/reference/cut.ts';
import { domain } from '../core/networks.ts';
import { draws } from '../draws.ts';
import { maxNetwork, skipNetwork, wideSkipNetwork, type SkipNetwork } from './skipNetwork.ts';
import { Subdivision, type FoundCell } from './subdivision.ts';

const mostCells = 150;
const networks = fc.oneof(
  { weight: 4, arbitrary: skipNetwork },
  { weight: 2, arbitrary: maxNetwork },
  { weight: 3, arbitrary: wideSkipNetwork },
);

describe('the kernel', function () {
  this.timeout(20_000);

  it('agrees with the definition in fractions where neurons read any group before', () => {
    fc.assert(
      fc.property(networks, domain, fc.boolean(), (network, dom, precise) => {
        const subdivision = new Subdivision(network, dom);
        subdivision.start(precise);
        subdivision.kernel.run(Infinity, mostCells);
        fc.pre(subdivision.kernel.cellCount() < mostCells);
        assertCells(subdivision, subdivision.cells(), dom);
      }),
      { numRuns: draws(60) },
    );
  });

  it('cuts polygons of so many corners that no sets of them are kept', () => {
    const corners = Array.from({ length: 40 }, (_, k) => (2 * Math.PI * k) / 40);
    const dom = {
      corners: Float64Array.from(corners.flatMap((t) => [3 * Math.cos(t), 3 * Math.sin(t)])),
    };
    fc.assert(
      fc.property(skipNetwork, (network) => {
        const subdivision = new Subdivision(network, dom);
        subdivision.start(false);
        subdivision.kernel.run(Infinity, mostCells);
        fc.pre(subdivision.kernel.cellCount() < mostCells);
        assertCells(subdivision, subdivision.cells(), dom);
      }),
      { numRuns: draws(15) },
    );
  });

  it('finds the same, to the last bit, in slices of any size', () => {
    fc.assert(
      fc.property(
        networks,
        fc.boolean(),
        fc.integer({ min: 1, max: 5000 }),
        (net, precise, slice) => {
          const dom = box(-1, 1, -2, 2);
          const subdivision = new Subdivision(net, dom);
          const found = [Infinity, slice, 1].map((work) => {
            subdivision.start(precise);
            subdivision.finish(work);
            return subdivision.image();
          });
          assert.equal(found[1], found[0]);
          assert.equal(found[2], found[0]);
        },
      ),
      { numRuns: draws(50) },
    );
  });

  it('solves subproblems in any order, to the last bit', () => {
    fc.assert(
      fc.property(
        networks,
        fc.boolean(),
        fc.integer({ min: 100, max: 10_000 }),
        fc.integer({ min: 1, max: 3000 }),
        (network, precise, grain, slice) => {
          const dom = box(-1, 1, -2, 2);
          const first = splitUp(network, dom, precise, grain, Infinity, 'the newest first');
          const second = splitUp(network, dom, precise, grain, slice, 'the oldest first');
          assert.deepEqual([...second.images].sort(), [...first.images].sort());
          const area = first.cells.reduce((sum, cell) => sum + cell.area, 0);
          assert.ok(Math.abs(area - domainArea(dom)) < 1e-9);
          const patterns = new Set(first.cells.map(({ pattern }) => pattern.join()));
          assert.equal(patterns.size, first.cells.length);
        },
      ),
      { numRuns: draws(50) },
    );
  });

  it('knows the area of what it has not finished', () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 1, max: 2000 }), (network, slice) => {
        const dom = box(-1, 1, -2, 2);
        const subdivision = new Subdivision(network, dom);
        const { kernel } = subdivision;
        subdivision.start(false);
        do {
          const done = subdivision.cells().reduce((sum, cell) => sum + cell.area, 0);
          assert.ok(Math.abs(done + kernel.areaWaiting() - domainArea(dom)) < 1e-9);
        } while (kernel.run(slice, 200) !== 0 && kernel.cellCount() < 200);
      }),
      { numRuns: draws(30) },
    );
  });
});

function assertCells(subdivision: Subdivision, found: readonly FoundCell[], dom: Domain): void {
  const expected = new Map(
    cutDomain(subdivision.network, dom).map((cell) => [cell.pattern, cell] as const),
  );
  assert.equal(found.length, expected.size);
  for (const { pattern, area, map } of found) {
    const cell = expected.get(pieces(subdivision, pattern));
    assert.ok(cell, 'No such pattern');
    assert.ok(Math.abs(areaOf(cell.corners) - area) < 1e-9);
    cell.maps.forEach((row, o) => {
      row.forEach((x, k) => {
        const exact = x.toNumber();
        assert.ok(Math.abs(map[3 * o + k] - exact) <= 1e-9 * Math.max(1, Math.abs(exact)));
      });
    });
  }
}

/** A pattern as the reference writes it. */
function pieces({ folds, network }: Subdivision, pattern: Uint32Array): string {
  return network.layers
    .map(({ units }, l) =>
      Array.from({ length: units }, (_, i) => {
        let piece = 0;
        const first = folds.firstOfNeuron[l];
        for (let f = first[i]; f < first[i + 1]; f++) piece += (pattern[f >> 5] >>> (f & 31)) & 1;
        return piece;
      }).join(''),
    )
    .join('');
}

function areaOf(corners: readonly Point[]): number {
  const points = corners.map(([x, y]) => [x.toNumber(), y.toNumber()]);
  let twice = 0;
  points.forEach(([px, py], k) => {
    const [qx, qy] = points[(k + 1) % points.length];
    twice += px * qy - qx * py;
  });
  return twice / 2;
}

function splitUp(
  network: SkipNetwork,
  dom: Domain,
  precise: boolean,
  grain: number,
  slice: number,
  order: 'the newest first' | 'the oldest first',
): { readonly images: string[]; readonly cells: FoundCell[] } {
  const subdivision = new Subdivision(network, dom);
  const { kernel } = subdivision;
  const images: string[] = [];
  const cells: FoundCell[] = [];
  const waiting: Uint8Array[] = [];
  const solve = (): void => {
    let due = grain;
    while (kernel.run(Math.min(slice, due - kernel.workDone()), 2 ** 31 - 1) !== 0) {
      if (kernel.workDone() < due) continue;
      due = kernel.workDone() + grain;
      const subproblem = subdivision.splitOff();
      if (subproblem) waiting.push(subproblem);
    }
    images.push(subdivision.image());
    cells.push(...subdivision.cells());
  };
  subdivision.start(precise);
  solve();
  for (;;) {
    const next = order === 'the newest first' ? waiting.pop() : waiting.shift();
    if (!next) return { images, cells };
    subdivision.startWith(next, precise);
    solve();
  }
}
