import assert from 'node:assert/strict';
import { arrange } from '../../../src/core/arrangement/arrange.ts';
import { ringVertex, type Complex } from '../../../src/core/complex/complex.ts';
import { cellArea } from '../../../src/core/complex/measure.ts';
import { complexStats } from '../../../src/core/complex/stats.ts';
import { foldTable, type FoldTable } from '../../../src/core/network/folds.ts';
import { pieceInPattern } from '../../../src/core/network/affine.ts';
import type { Network } from '../../../src/core/network/network.ts';
import { complete } from '../complete.ts';
import { oracles } from '../oracle.ts';

describe('the fold complex agrees with exact rational arithmetic', () => {
  for (const { name, network, domain, expected, regions } of oracles()) {
    it(name, () => {
      const complex = complete(arrange(network, domain));
      const stats = complexStats(complex);
      assert.deepEqual(
        {
          regions: stats.regions,
          vertices: stats.vertices,
          edges: stats.edges,
          interior_edges: stats.interiorEdges,
          boundary_edges: stats.boundaryEdges,
          euler: stats.euler,
          coincident_edges: stats.coincidentEdges,
          dead_edges: stats.deadEdges,
          linear_regions: stats.linearRegions,
        },
        {
          regions: expected.regions,
          vertices: expected.vertices,
          edges: expected.edges,
          interior_edges: expected.interior_edges,
          boundary_edges: expected.boundary_edges,
          euler: expected.euler,
          coincident_edges: expected.coincident_edges,
          dead_edges: expected.dead_edges,
          linear_regions: expected.linear_regions,
        },
      );
      near(stats.area, expected.area, 1e-13);
      near(stats.minArea, expected.min_area, 1e-9, 1e-15 * expected.area);
      near(stats.maxArea, expected.max_area, 1e-11);
      near(stats.gradientSquared, expected.grad_sq, 1e-11);
      near(stats.foldLength, expected.fold_length, 1e-11);
      const reach = Math.max(...domain.corners);
      expected.integral.forEach((value, o) =>
        near(stats.integral[o], value, 1e-11, 1e-11 * Math.sqrt(expected.grad_sq) * reach),
      );
      compareRegions(network, complex, regions, expected.area);
    });
  }
});

function compareRegions(
  network: Network,
  complex: Complex,
  regions: ReturnType<typeof oracles>[number]['regions'],
  domainArea: number,
): void {
  const folds = foldTable(network);
  const byPattern = new Map(regions.map((region) => [region.pattern, region]));
  for (let c = 0; c < complex.cellCount; c++) {
    const pattern = digits(network, folds, complex, c);
    const region = byPattern.get(pattern);
    assert.ok(region, `no region has the pattern ${pattern}`);
    byPattern.delete(pattern);
    near(cellArea(complex, c), region.area, 1e-8, 1e-13 * domainArea);
    const reach = Math.sqrt(domainArea);
    const steepest = Math.max(...region.map.flat().map(Math.abs));
    region.map.forEach((row, o) =>
      row.forEach((value, k) =>
        near(complex.maps[3 * (c * complex.outputCount + o) + k], value, 1e-11, 1e-11 * steepest),
      ),
    );
    const corners = strictCorners(complex, c);
    assert.equal(corners.length, region.n);
    // The fixtures give the mean of the corners.
    near(mean(corners.map(([x]) => x)), region.centroid[0], 0, 1e-11 * reach);
    near(mean(corners.map(([, y]) => y)), region.centroid[1], 0, 1e-11 * reach);
  }
  assert.equal(byPattern.size, 0);
}

/** The corners of a cell without the vertices in the middle of its sides: one fold, one side. */
function strictCorners(complex: Complex, cell: number): [number, number][] {
  const { cellStart, ring, edgeFold, xy } = complex;
  const start = cellStart[cell];
  const end = cellStart[cell + 1];
  const corners: [number, number][] = [];
  for (let i = start; i < end; i++) {
    const before = ring[i === start ? end - 1 : i - 1];
    if (edgeFold[before >> 1] === edgeFold[ring[i] >> 1]) continue;
    const v = ringVertex(complex, i);
    corners.push([xy[2 * v], xy[2 * v + 1]]);
  }
  return corners;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The pieces of all neurons that fold, one digit each. */
function digits(network: Network, folds: FoldTable, complex: Complex, cell: number): string {
  const { patterns, patternWords } = complex;
  const pattern = patterns.subarray(cell * patternWords, (cell + 1) * patternWords);
  let text = '';
  network.layers.forEach((layer, l) => {
    for (let i = 0; i < layer.units; i++)
      if (folds.firstOfNeuron[l][i + 1] > folds.firstOfNeuron[l][i])
        text += String(pieceInPattern(folds, pattern, l, i));
  });
  return text;
}

function near(actual: number, expected: number, relative: number, absolute = 0): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected) + absolute,
    `${actual} is not ${expected}`,
  );
}
