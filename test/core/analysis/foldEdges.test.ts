import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldEdgesOf } from '../../../src/core/analysis/foldEdges.ts';
import { growthOf } from '../../../src/core/analysis/growth.ts';
import { reportNeurons } from '../../../src/core/analysis/neurons.ts';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { foldsOfEdge, isCoincident, isDeadEdge } from '../../../src/core/complex/complex.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { foldTable, isAbove } from '../../../src/core/network/folds.ts';
import { complete } from '../complete.ts';
import { generic, network as anyNetwork } from '../networks.ts';

const square = box(-1, 1, -1, 1);
const networks = fc.oneof(generic, anyNetwork);
const budget = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 20 }));

describe('the edges of folds', () => {
  it('are those that list them, also in a partial complex', () => {
    fc.assert(
      fc.property(networks, budget, (network, maxCells) => {
        const complex = complete(arrange(network, square, { maxCells }));
        const folds = foldTable(network);
        const found = complete(foldEdgesOf(complex, folds));
        const edges = new Array<number>(folds.count).fill(0);
        const bends = new Array<number>(folds.count).fill(0);
        const first: number[][] = Array.from({ length: folds.count }, () => []);
        const shared: number[][] = Array.from({ length: folds.count }, () => []);
        for (let e = 0; e < complex.edgeCount; e++) {
          const all = foldsOfEdge(complex, e);
          const [left, right] = complex.edgeCells.subarray(2 * e, 2 * e + 2);
          assert.equal(isCoincident(complex, e), all.length > 1);
          if (left < 0 || right < 0) continue;
          first[all[0]].push(e);
          for (const f of all) {
            edges[f]++;
            if (!isDeadEdge(complex, e)) bends[f] = 1;
            if (f !== all[0] && folds.layer[f] === folds.layer[all[0]]) shared[f].push(e);
          }
        }
        assert.deepEqual([...found.edges], edges);
        assert.deepEqual([...found.bends], bends);
        first.forEach((own, f) => {
          assert.deepEqual([...found.order.subarray(found.start[f], found.start[f + 1])], own);
          assert.deepEqual(found.shared.get(f) ?? [], shared[f]);
        });
      }),
    );
  });

  it('give neurons a role by the bits of all cells, also of parts that no edge connects', () => {
    fc.assert(
      fc.property(networks, budget, (network, maxCells) => {
        const complex = complete(arrange(network, square, { maxCells }));
        const folds = foldTable(network);
        const foldEdges = complete(foldEdgesOf(complex, folds));
        const growth = complete(growthOf(complex, folds, foldEdges));
        const reports = reportNeurons(network, folds, complex, foldEdges, growth);
        for (const { layer, neuron, role } of reports) {
          const first = folds.firstOfNeuron[layer];
          let differ = false;
          for (let f = first[neuron]; f < first[neuron + 1]; f++) {
            const bits = new Set<boolean>();
            for (let c = 0; c < complex.cellCount; c++)
              bits.add(isAbove(cellPattern(complex, c), f));
            differ ||= bits.size > 1;
          }
          assert.equal(role === 'folding', differ);
        }
      }),
    );
  });
});
