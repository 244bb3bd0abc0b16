import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../src/core/complex/arrange.ts';
import { ringVertex } from '../../src/core/complex/complex.ts';
import { box } from '../../src/core/complex/domain.ts';
import { locate } from '../../src/core/complex/locate.ts';
import { cellArea, cellCentroid } from '../../src/core/complex/measure.ts';
import { complete } from './complete.ts';
import { generic, network } from './networks.ts';

const square = box(-1, 1, -1, 1);

describe('locate', () => {
  it('finds every cell from its centroid, whatever the hint', () => {
    fc.assert(
      fc.property(fc.oneof(generic, network), fc.nat(), (net, hint) => {
        const complex = complete(arrange(net, square));
        for (let c = 0; c < complex.cellCount; c++) {
          if (cellArea(complex, c) < 1e-12) continue;
          const { x, y } = cellCentroid(complex, c);
          assert.equal(locate(complex, x, y, (hint + c) % (complex.cellCount + 2)), c);
        }
      }),
    );
  });

  it('finds a cell that has the vertex, at every vertex', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, square));
        for (let v = 0; v < complex.vertexCount; v++) {
          const cell = locate(complex, complex.xy[2 * v], complex.xy[2 * v + 1]);
          const corners: number[] = [];
          for (let r = complex.cellStart[cell]; r < complex.cellStart[cell + 1]; r++)
            corners.push(ringVertex(complex, r));
          assert.ok(corners.includes(v));
        }
      }),
    );
  });

  it('finds nothing outside the domain', () => {
    fc.assert(
      fc.property(generic, fc.double({ min: -9, max: 9, noNaN: true }), (net, t) => {
        const complex = complete(arrange(net, square));
        assert.equal(locate(complex, 1 + 2 ** -52, t), -1);
        assert.equal(locate(complex, t, -1 - 2 ** -52), -1);
      }),
    );
  });

  it('finds the finished cells of a partial complex', () => {
    fc.assert(
      fc.property(generic, (net) => {
        const complex = complete(arrange(net, square, { maxCells: 10 }));
        for (let c = 0; c < complex.cellCount; c++) {
          if (cellArea(complex, c) < 1e-12) continue;
          const { x, y } = cellCentroid(complex, c);
          assert.equal(locate(complex, x, y), c);
        }
      }),
    );
  });
});
