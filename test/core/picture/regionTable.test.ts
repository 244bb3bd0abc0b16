import fc from 'fast-check';
import assert from 'node:assert/strict';
import { draws } from '../../draws.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import type { Complex } from '../../../src/core/complex/complex.ts';
import { describeCell } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import type { Height } from '../../../src/core/height.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import type { Network } from '../../../src/core/network/network.ts';
import {
  orderRegions,
  regionTable,
  type RegionKey,
} from '../../../src/core/picture/regionTable.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';

const complexOf = (net: Network): Complex => complete(arrange(net, box(-1, 1, -1, 1)));
const output: Height = { kind: 'output', index: 0 };

describe('the table of regions', () => {
  it('contains the heights of the network at the centres', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complexOf(net);
        const folds = foldTable(net);
        const last = complex.outputCount - 1;
        const heights: readonly (readonly [Height, (outputs: Float64Array) => number])[] = [
          [output, (outputs) => outputs[0]],
          [{ kind: 'difference', index: last, minus: 0 }, (outputs) => outputs[last] - outputs[0]],
          [{ kind: 'argmax' }, (outputs) => Math.max(...outputs)],
        ];
        for (const [height, read] of heights) {
          const table = regionTable(complex, height);
          for (let c = 0; c < complex.cellCount; c++) {
            const { centroid, area } = describeCell(net, folds, complex, c);
            const value = read(forward(net, [centroid.x, centroid.y]).outputs);
            assert.ok(Math.abs(table.height[c] - value) <= 1e-9 * (1 + Math.abs(value)));
            assert.equal(table.area[c], area);
            assert.equal(table.gradient[c], Math.hypot(table.slopeX[c], table.slopeY[c]));
          }
        }
      }),
    );
  });

  it('has a row per linear region, with the area and the map of all its cells', () => {
    fc.assert(
      fc.property(network, (net) => {
        const complex = complexOf(net);
        const table = regionTable(complex, output, 'linear');
        const order = orderRegions(table, { by: 'region', descending: false });
        assert.deepEqual(
          Array.from(order, (c) => complex.linearRegion[c]),
          Array.from({ length: complex.linearRegionCount }, (_, r) => r),
        );
        const cells = regionTable(complex, output);
        for (const row of order) {
          let [area, integral, size] = [0, 0, 0];
          for (let c = 0; c < complex.cellCount; c++) {
            if (table.rowOf[c] !== row) continue;
            area += cells.area[c];
            integral += cells.area[c] * cells.height[c];
            size += cells.area[c] * (Math.abs(cells.height[c]) + cells.gradient[c]);
          }
          assert.ok(Math.abs(table.area[row] - area) <= 1e-12 * area);
          const error = Math.abs(area * table.height[row] - integral);
          assert.ok(error <= 1e-9 * (size + area), `${error}`);
        }
      }),
    );
  });

  it('can be sorted by any column, with every region once and ties by number', () => {
    fc.assert(
      fc.property(network, fc.boolean(), (net, descending) => {
        const table = regionTable(complexOf(net), output);
        for (const by of ['area', 'slopeX', 'gradient', 'height'] as const) {
          const order = orderRegions(table, { by, descending });
          const column = table[by];
          assert.deepEqual(
            order.toSorted(),
            orderRegions(table, { by: 'region', descending: false }),
          );
          for (let i = 1; i < order.length; i++) {
            const [p, q] = [order[i - 1], order[i]];
            assert.ok(descending ? column[p] >= column[q] : column[p] <= column[q]);
            assert.ok(column[p] !== column[q] || p < q);
          }
        }
      }),
    );
  });

  it('sorts more rows than are sorted at once, in steps, with ties by number', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 0, max: 4000 }),
        fc.boolean(),
        (few, count, descending) => {
          const height = Float64Array.from(
            { length: count },
            (_, i) => few[(i * 7919) % few.length],
          );
          const rowOf = Uint32Array.from(height, (_, i) => i);
          const table = { ...regionTable(complexOf(hinges), output), rowOf, height };
          const order = Array.from(orderRegions(table, { by: 'height', descending }));
          const sign = descending ? -1 : 1;
          const expected = Array.from(rowOf).sort(
            (p, q) => sign * (height[p] - height[q]) || p - q,
          );
          assert.deepEqual(order, expected);
        },
      ),
      { numRuns: draws(30) },
    );
  });

  it('can be sorted by patterns as they are written', () => {
    fc.assert(
      fc.property(network, (net) => {
        const complex = complexOf(net);
        const folds = foldTable(net);
        const written = (c: number): string =>
          describeCell(net, folds, complex, c).pieces.flat().join('');
        const order = orderRegions(regionTable(complex, output), {
          by: 'pattern',
          descending: false,
        });
        const texts = Array.from(order, written);
        assert.deepEqual(texts, texts.toSorted());
      }),
    );
  });

  it('sorts overflowed values last', () => {
    const table = regionTable(complexOf(hinges), output);
    table.height.set([Number.NaN, 2, Infinity, 1]);
    const ordered = (by: RegionKey): number[] => [
      ...orderRegions(table, { by, descending: false }),
    ];
    assert.deepEqual(ordered('height'), [3, 1, 2, 0]);
  });
});

/** Three parallel folds, four regions. */
const hinges: Network = {
  inputs: 2,
  layers: [
    {
      inputs: 2,
      units: 3,
      weights: Float64Array.of(1, 0, 1, 0, 1, 0),
      bias: Float64Array.of(-0.5, 0, 0.5),
      activation: { breakpoints: [0], slopes: [0, 1], intercept: 0 },
    },
  ],
};
