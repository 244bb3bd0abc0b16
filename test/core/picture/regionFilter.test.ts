import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { describeCell } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { relu } from '../../../src/core/network/activation.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { numberText } from '../../../src/core/numberText.ts';
import { type Filtered, filterRegions } from '../../../src/core/picture/regionFilter.ts';
import { orderRegions, regionTable } from '../../../src/core/picture/regionTable.ts';
import type { RegionKind } from '../../../src/core/picture/regionKinds.ts';
import { complete } from '../complete.ts';
import { network } from '../networks.ts';
import { draws } from '../../draws.ts';

const filtered = (net: Network, kind: RegionKind = 'activation'): Filtered => {
  const complex = complete(arrange(net, box(-1, 1, -1, 1)));
  const table = regionTable(complex, { kind: 'output', index: 0 }, kind);
  return { network: net, folds: foldTable(net), table };
};
const rowsOf = ({ table }: Filtered): number[] =>
  Array.from(orderRegions(table, { by: 'region', descending: false }));
const matching = (subject: Filtered, filter: string): number[] => {
  const { rows, unknown } = filterRegions(subject, filter);
  assert.deepEqual(unknown, []);
  return rowsOf(subject).filter((row) => rows[row] === 1);
};
const cellsOf = (subject: Filtered) =>
  rowsOf(subject).map((cell) =>
    describeCell(subject.network, subject.folds, subject.table.complex, cell),
  );

describe('the filter of regions', () => {
  it('accepts all rows when it is empty, and otherwise those that match every word', () => {
    fc.assert(
      fc.property(network, fc.constantFrom<RegionKind>('activation', 'linear'), (net, kind) => {
        const subject = filtered(net, kind);
        const all = rowsOf(subject);
        assert.deepEqual(matching(subject, '  '), all);
        const middle = subject.table.area[all[all.length >> 1]];
        const large = matching(subject, `area>=${middle}`);
        const high = matching(subject, 'height>0');
        assert.deepEqual(
          large,
          all.filter((row) => subject.table.area[row] >= middle),
        );
        assert.deepEqual(
          matching(subject, `height>0 area>=${middle}`),
          large.filter((row) => high.includes(row)),
        );
      }),
    );
  });

  it('distinguishes the pieces of a neuron, by its name and by the pattern of its layer', () => {
    fc.assert(
      fc.property(network, (net) => {
        const subject = filtered(net);
        const first = net.layers[0].units;
        for (const { cell, pieces } of cellsOf(subject)) {
          for (const [i, piece] of pieces[0].entries())
            assert.ok(matching(subject, `1:${i + 1}=${piece}`).includes(cell));
          if (first < 2 || !subject.folds.firstOfLayer[1]) continue;
          assert.ok(matching(subject, pieces[0].join('')).includes(cell));
          const rest = pieces[0].slice(1).join('');
          assert.ok(matching(subject, `?${rest}`).includes(cell));
        }
      }),
      { numRuns: draws(30) },
    );
  });

  it('finds the regions that a neuron’s fold bounds', () => {
    fc.assert(
      fc.property(network, (net) => {
        const subject = filtered(net);
        const { folds } = subject;
        for (let i = 0; i < net.layers[0].units; i++) {
          const bounded = cellsOf(subject).filter(({ halfEdges }) =>
            halfEdges.some(
              ({ neighbour, folds: own }) =>
                neighbour >= 0 && own.some((f) => folds.layer[f] === 0 && folds.neuron[f] === i),
            ),
          );
          assert.deepEqual(
            matching(subject, `1:${i + 1}`),
            bounded.map(({ cell }) => cell),
          );
        }
      }),
    );
  });

  it('finds a row by its number, and by each number that it shows', () => {
    fc.assert(
      fc.property(network, fc.constantFrom<RegionKind>('activation', 'linear'), (net, kind) => {
        const subject = filtered(net, kind);
        for (const [i, row] of rowsOf(subject).entries()) {
          assert.ok(matching(subject, String(i + 1)).includes(row));
          const { area, height, slopeX } = subject.table;
          for (const value of [area[row], height[row], slopeX[row]])
            if (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6)
              assert.ok(matching(subject, numberText(value)).includes(row), numberText(value));
        }
      }),
      { numRuns: draws(30) },
    );
  });

  it('reports the words that mean nothing, and applies the others', () => {
    const net: Network = {
      inputs: 2,
      layers: [
        {
          name: 'fold',
          inputs: 2,
          units: 2,
          weights: Float64Array.of(1, 0, 0, 1),
          bias: Float64Array.of(0, 0),
          activation: relu,
        },
      ],
    };
    const subject = filtered(net);
    const { rows, unknown } = filterRegions(subject, 'fold:1=0 area> nonsense fold:9 width>1');
    assert.deepEqual(unknown, ['area>', 'nonsense', 'fold:9', 'width>1']);
    assert.equal(
      rows.reduce((sum, one) => sum + one, 0),
      2,
    );
  });
});
