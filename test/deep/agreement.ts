import assert from 'node:assert/strict';
import type { Complex } from '../../src/core/complex/complex.ts';
import { bounds, type Domain } from '../../src/core/complex/domain.ts';
import { cellPattern } from '../../src/core/complex/describe.ts';
import { cellArea } from '../../src/core/complex/measure.ts';
import { pieceInPattern } from '../../src/core/network/affine.ts';
import { foldTable } from '../../src/core/network/folds.ts';
import type { Network } from '../../src/core/network/network.ts';
import { quotient } from '../core/reference/lattice.ts';
import { area, type ReferenceComplex } from '../core/reference/referenceComplex.ts';

/**
 * Asserts that a complex is the reference up to the numbering of its cells, edges and vertices: the same
 * patterns, rings, adjacency, folds and linear regions, exactly, and the same coordinates, areas and maps
 * up to rounding.
 */
export function assertAgrees(
  network: Network,
  domain: Domain,
  complex: Complex,
  reference: ReferenceComplex,
): void {
  assert.equal(complex.complete, true);
  assert.equal(complex.cellCount, reference.cells.length, 'cells');
  assert.equal(complex.vertexCount, reference.vertices.length, 'vertices');
  assert.equal(complex.edgeCount, reference.edges.length, 'edges');
  assert.equal(complex.linearRegionCount, reference.linearRegionCount, 'linear regions');
  assert.equal(complex.vertexCount - complex.edgeCount + complex.cellCount, 1, 'V − E + F');
  const cellOf = matchedCells(network, complex, reference);
  const vertexOf = assertSameRings(complex, reference, cellOf);
  assertSamePlaces(domain, complex, reference, vertexOf);
  assertSameAreas(domain, complex, reference, cellOf);
  assertSameMaps(domain, complex, reference, cellOf);
}

/** The reference's number of every cell, by its pattern. */
function matchedCells(network: Network, complex: Complex, reference: ReferenceComplex): number[] {
  const folds = foldTable(network);
  const byPieces = new Map(reference.cells.map(({ pieces }, c) => [pieces.join(), c]));
  return Array.from({ length: complex.cellCount }, (_, c) => {
    const pattern = cellPattern(complex, c);
    const pieces = network.layers.flatMap(({ units }, l) =>
      Array.from({ length: units }, (_, i) => pieceInPattern(folds, pattern, l, i)),
    );
    const found = byPieces.get(pieces.join());
    assert.ok(found !== undefined, `there is no cell with the pieces ${pieces.join()}`);
    byPieces.delete(pieces.join());
    return found;
  });
}

/**
 * Two cells share one edge at most, and a cell has one on each side of the domain at most. Returns the
 * reference's number of every vertex.
 */
function assertSameRings(
  complex: Complex,
  reference: ReferenceComplex,
  cellOf: readonly number[],
): ReadonlyMap<number, number> {
  const { ring, cellStart, edgeCells, edgeEnds, edgeFold } = complex;
  const vertexOf = new Matching('vertex');
  const edgeOf = new Matching('edge');
  const regionOf = new Matching('linear region');
  for (let c = 0; c < complex.cellCount; c++) {
    const cell = reference.cells[cellOf[c]];
    regionOf.match(complex.linearRegion[c], cell.linearRegion);
    const length = cellStart[c + 1] - cellStart[c];
    assert.equal(length, cell.ring.length, `edges around cell ${c}`);
    const halves = ring.subarray(cellStart[c], cellStart[c + 1]);
    const labels = Array.from(halves, (half) => {
      const edge = half >> 1;
      assert.equal(edgeCells[2 * edge + (half & 1)], c, `the cell of half-edge ${half}`);
      const beyond = edgeCells[2 * edge + 1 - (half & 1)];
      return `${beyond < 0 ? -1 : cellOf[beyond]} ${edgeFold[edge]}`;
    });
    const expected = cell.ring.map(
      ({ edge, beyond }) => `${beyond} ${reference.edges[edge].folds[0]}`,
    );
    const turn = expected.indexOf(labels[0]);
    const turned = [...expected.slice(turn), ...expected.slice(0, turn)];
    assert.deepEqual(labels, turned, `ring of cell ${c}: beyond, first fold`);
    halves.forEach((half, k) => {
      const { edge, from } = cell.ring[(turn + k) % length];
      edgeOf.match(half >> 1, edge);
      vertexOf.match(edgeEnds[2 * (half >> 1) + (half & 1)], from);
      const { from: to } = cell.ring[(turn + k + 1) % length];
      vertexOf.match(edgeEnds[2 * (half >> 1) + 1 - (half & 1)], to);
    });
  }
  return vertexOf.there;
}

/** A one-to-one correspondence that grows. */
class Matching {
  readonly there = new Map<number, number>();
  private readonly back = new Map<number, number>();

  constructor(private readonly what: string) {}

  match(mine: number, theirs: number): void {
    assert.equal(this.there.get(mine) ?? theirs, theirs, `${this.what} ${mine}`);
    assert.equal(this.back.get(theirs) ?? mine, mine, `${this.what} ${mine}`);
    this.there.set(mine, theirs);
    this.back.set(theirs, mine);
  }
}

/** What no picture shows: the engine refines what rounding may have moved further. */
const blur = 2 ** -36;

function assertSamePlaces(
  domain: Domain,
  { xy, vertexError }: Complex,
  reference: ReferenceComplex,
  vertexOf: ReadonlyMap<number, number>,
): void {
  assert.equal(vertexOf.size, reference.vertices.length, 'vertices of cells');
  for (const [v, r] of vertexOf) {
    const { x, y, w } = reference.vertices[r];
    [quotient(x, w), quotient(y, w)].forEach((expected, k) => {
      const what = `coordinate ${k} of vertex ${v}`;
      near(xy[2 * v + k], expected, blur * reachOf(domain), what);
      near(xy[2 * v + k], expected, vertexError[v] + 2 ** -52 * Math.abs(expected), what);
    });
  }
}

function assertSameAreas(
  domain: Domain,
  complex: Complex,
  reference: ReferenceComplex,
  cellOf: readonly number[],
): void {
  const { x0, x1, y0, y1 } = bounds(domain);
  const tolerance = blur * reachOf(domain) * 2 * (x1 - x0 + y1 - y0);
  for (let c = 0; c < complex.cellCount; c++)
    near(
      cellArea(complex, c),
      area(reference.cells[cellOf[c]].corners),
      tolerance,
      `area of cell ${c}`,
    );
}

/** The largest |x| or |y| on a domain. */
function reachOf({ corners }: Domain): number {
  return Math.max(...corners.map(Math.abs));
}

function assertSameMaps(
  domain: Domain,
  complex: Complex,
  reference: ReferenceComplex,
  cellOf: readonly number[],
): void {
  const { x0, x1, y0, y1 } = bounds(domain);
  const reach = [
    Math.max(Math.abs(x0), Math.abs(x1)),
    Math.max(Math.abs(y0), Math.abs(y1)),
    1,
  ] as const;
  const unit = 1n << BigInt(reference.mapPlaces);
  const maps = reference.cells.map((cell) =>
    cell.maps.map((map) => map.map((value) => quotient(value, unit))),
  );
  for (let o = 0; o < complex.outputCount; o++) {
    const largest = Math.max(
      ...maps.map((cell) => Math.max(...cell[o].map((value, k) => Math.abs(value) * reach[k]))),
    );
    for (let c = 0; c < complex.cellCount; c++)
      for (let k = 0; k < 3; k++)
        near(
          complex.maps[3 * (c * complex.outputCount + o) + k] * reach[k],
          maps[cellOf[c]][o][k] * reach[k],
          blur * largest,
          `map ${o} of cell ${c}`,
        );
  }
}

function near(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} is not ${expected}`);
}
