import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { withIdentityOutputs } from '../../../src/core/arrangement/program.ts';
import { ringVertex } from '../../../src/core/complex/complex.ts';
import { cellPattern } from '../../../src/core/complex/describe.ts';
import { crossing, lineThrough } from '../../../src/core/exact/exactPoint.ts';
import { ExactRows, type ExactRow } from '../../../src/core/exact/exactRows.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { complete } from '../complete.ts';
import { domain as anyDomain, generic, network as anyNetwork } from '../networks.ts';
import { Rational } from '../reference/rational.ts';

describe('vertices', () => {
  it('are no further from where their lines cross than their error bound', () => {
    fc.assert(
      fc.property(fc.oneof(generic, anyNetwork), anyDomain, (network, domain) => {
        const complex = complete(arrange(network, domain));
        const rows = new ExactRows(withIdentityOutputs(network), foldTable(network));
        const { cellStart, ring, edgeFold, xy, vertexError } = complex;
        assert.equal(vertexError.length, complex.vertexCount);
        const line = (cell: number, r: number): ExactRow => {
          const fold = edgeFold[ring[r] >> 1];
          if (fold >= 0) return rows.fold(fold, cellPattern(complex, cell));
          const from = 2 * (-1 - fold);
          const to = (from + 2) % domain.corners.length;
          const [px, py] = domain.corners.subarray(from, from + 2);
          const [qx, qy] = domain.corners.subarray(to, to + 2);
          return lineThrough(px, py, qx, qy);
        };
        for (let c = 0; c < complex.cellCount; c++)
          for (let r = cellStart[c], before = cellStart[c + 1] - 1; r < cellStart[c + 1]; r++) {
            const { x, y, w } = crossing(line(c, before), line(c, r));
            before = r;
            if (w === 0n) continue;
            const v = ringVertex(complex, r);
            for (const [stored, exact] of [
              [xy[2 * v], x],
              [xy[2 * v + 1], y],
            ] as const) {
              const off = Rational.from(stored).minus(Rational.of(exact, w));
              const room = Rational.from(vertexError[v]);
              assert.ok(off.minus(room).sign <= 0 && off.plus(room).sign >= 0);
            }
          }
      }),
    );
  });
});
