import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { type Complex, ringVertex } from '../../../src/core/complex/complex.ts';
import { box } from '../../../src/core/complex/domain.ts';
import { forward } from '../../../src/core/network/forward.ts';
import { locate } from '../../../src/core/complex/locate.ts';
import { cellArea, cellCentroid } from '../../../src/core/complex/measure.ts';
import { complete } from '../complete.ts';
import { generic, network } from '../networks.ts';
import { draws } from '../../draws.ts';

/** A complex of separate polygons, each given by its corners, with no folds between them. */
function complexOfRings(rings: readonly (readonly number[])[]): Complex {
  const corners = rings.map((ring) => ring.length / 2);
  const total = corners.reduce((sum, n) => sum + n, 0);
  const ends: number[] = [];
  const cells: number[] = [];
  const cellStart = [0];
  corners.forEach((n, c) => {
    const first = cellStart[c];
    for (let i = 0; i < n; i++) ends.push(first + i, first + ((i + 1) % n));
    for (let i = 0; i < n; i++) cells.push(c, -1);
    cellStart.push(first + n);
  });
  return {
    vertexCount: total,
    edgeCount: total,
    cellCount: rings.length,
    xy: Float64Array.from(rings.flat()),
    vertexError: new Float32Array(total),
    edgeEnds: Uint32Array.from(ends),
    edgeCells: Int32Array.from(cells),
    edgeFold: new Int32Array(total),
    cellStart: Uint32Array.from(cellStart),
    ring: Uint32Array.from({ length: total }, (_, e) => 2 * e),
    patternWords: 0,
    patterns: new Uint32Array(0),
    outputCount: 0,
    maps: new Float64Array(0),
    linearRegion: Uint32Array.from(rings, (_, c) => c),
    linearRegionCount: rings.length,
    complete: false,
    precise: false,
  };
}

const square = box(-1, 1, -1, 1);

describe('locate', () => {
  it('finds every cell from its centroid, with any hint', () => {
    fc.assert(
      fc.property(generic, fc.nat(), (net, hint) => {
        const complex = complete(arrange(net, square));
        for (let c = 0; c < complex.cellCount; c++) {
          if (cellArea(complex, c) < 1e-12) continue;
          const { x, y } = cellCentroid(complex, c);
          assert.equal(locate(complex, x, y, (hint + c) % (complex.cellCount + 2)), c);
        }
      }),
    );
  });

  it('finds a cell that gives the value at every centroid, also between folds an ulp apart', () => {
    // Stored corners are rounded, so cells this narrow overlap, and either may be found.
    fc.assert(
      fc.property(network, fc.nat(), (net, hint) => {
        const complex = complete(arrange(net, square));
        const scale = Math.max(...complex.maps.map(Math.abs));
        for (let c = 0; c < complex.cellCount; c++) {
          if (cellArea(complex, c) < 1e-12) continue;
          const { x, y } = cellCentroid(complex, c);
          const found = locate(complex, x, y, (hint + c) % (complex.cellCount + 2));
          assert.ok(found >= 0);
          forward(net, [x, y]).outputs.forEach((value, o) => {
            const m = 3 * (found * complex.outputCount + o);
            const computed = complex.maps[m] * x + complex.maps[m + 1] * y + complex.maps[m + 2];
            assert.ok(
              Math.abs(computed - value) <= 1e-7 * (1 + scale),
              `${computed} instead of ${value}`,
            );
          });
        }
      }),
      { numRuns: draws(60) },
    );
  });

  it('finds the cell around a point whose stored corners are not convex', () => {
    // Folds x = ½ and x = ½(1 + ulp) of a slope meet a third one: the corner of cell 0 is dented.
    const dented = complexOfRings([
      [0, -1, 0.5, -1, 0.5 - 2 ** -53, 0.5 - 12 * 2 ** -53, 0.5, 0.5, 0, 0.5],
    ]);
    assert.equal(locate(dented, 0.4384057971014492, -0.2807971014492756), 0);
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
