import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { cellArea, cellCentroid } from '../../../src/core/complex/measure.ts';
import { coarseComplex } from '../../../src/core/arrangement/coarseComplex.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';

const square = box(-1, 1, -1, 1);
const mostCells = fc.integer({ min: 1, max: 60 });

describe('a coarse complex', () => {
  it('fills the domain with no more cells than it may have', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), mostCells, (net, most) => {
        const { complex } = complete(coarseComplex(net, square, most));
        const stats = complexStats(complex);
        assert.ok(stats.regions <= most);
        assert.equal(stats.euler, 1);
        assert.ok(Math.abs(stats.area - 4) < 1e-12);
      }),
    );
  });

  it('is cut by folds of its first layers and neurons only', () => {
    fc.assert(
      fc.property(generic, mostCells, (net, most) => {
        const { complex, layers, neurons } = complete(coarseComplex(net, square, most));
        const folds = foldTable(net);
        for (const fold of complex.edgeFold.filter((f) => f >= 0)) {
          const layer = folds.layer[fold];
          assert.ok(layer < layers || (layer === layers && folds.neuron[fold] < neurons));
        }
      }),
    );
  });

  it('lies in the middle of each cell as the network does', () => {
    fc.assert(
      fc.property(generic, mostCells, (net, most) => {
        const { complex } = complete(coarseComplex(net, square, most));
        for (let c = 0; c < complex.cellCount; c++) {
          const { x, y } = cellCentroid(complex, c);
          forward(net, [x, y]).outputs.forEach((value, o) => {
            const [a, b, d] = complex.maps.subarray(3 * (c * complex.outputCount + o));
            assert.ok(Math.abs(a * x + b * y + d - value) < 1e-10 * (1 + Math.abs(value)));
          });
        }
      }),
    );
  });

  it('is the complex itself where that is small enough', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const whole = complete(arrange(net, square));
        const { complex, layers, neurons } = complete(coarseComplex(net, square, whole.cellCount));
        assert.equal(complex.cellCount, whole.cellCount);
        assert.deepEqual([layers, neurons], [net.layers.length, 0]);
        for (let c = 0; c < whole.cellCount; c++)
          if (cellArea(whole, c) > 1e-8)
            assert.deepEqual(cellPattern(complex, c), cellPattern(whole, c));
      }),
    );
  });
});
