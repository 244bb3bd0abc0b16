import type { Complex } from '../complex/complex.ts';
import type { ArrangementInput } from './arrangementInput.ts';
import { tables, type Kernel } from './kernel.ts';
import { LinearRegions } from './linearRegions.ts';
import { refineMaps, refineVertices } from './refine.ts';

/**
 * The complex of a subdivision, in arrays of its own: edges and vertices numbered, with the cells on both
 * sides, and linear regions. Uses up the tables of the kernel. Yields between slices.
 */
export function* finish(
  kernel: Kernel,
  input: ArrangementInput,
  complete: boolean,
): Generator<void, Complex> {
  const { call, cellCount } = kernel;
  const { folds, outputs } = input.program;
  yield* inSlices(kernel.table(tables.vertices).count, wordsPerSlice, (from, end) => {
    call.prepareVertices(from, end);
  });
  yield* inSlices(kernel.table(tables.seams).count, seamsPerSlice, (from, end) => {
    call.sew(from, end);
  });
  yield* refineVertices(kernel);
  const patternWords = (folds.count + 31) >> 5;
  const cells = {
    ...{ cellCount, patternWords, outputCount: outputs },
    patterns: new Uint32Array(cellCount * patternWords),
    maps: new Float64Array(cellCount * 3 * outputs),
  };
  const patternsAt = kernel.table(tables.patterns).at;
  yield* inSlices(cells.patterns.length, wordsPerSlice, (from, end) => {
    cells.patterns.set(kernel.words(patternsAt + 4 * from, end - from), from);
  });
  yield* refineMaps(kernel, input, cells);
  const mapsAt = kernel.table(tables.maps).at;
  yield* inSlices(cells.maps.length, wordsPerSlice, (from, end) => {
    cells.maps.set(kernel.doubles(mapsAt + 8 * from, end - from), from);
  });

  call.beginNumbering(edgesPerSlice);
  yield* inSlices(cellCount, cellsPerSlice, (from, end) => {
    call.placeCells(from, end);
  });
  const edgeCount = call.finishedEdges();
  const edgeEnds = new Uint32Array(2 * edgeCount);
  const edgeCells = new Int32Array(2 * edgeCount);
  const edgeFold = new Int32Array(edgeCount);
  // By Euler's formula. The finished part of a domain may have holes.
  const mostVertices = complete ? edgeCount - cellCount + 1 : kernel.table(tables.vertices).count;
  const xy = new Float64Array(2 * mostVertices);
  const vertexError = new Float32Array(mostVertices);
  const regions = new LinearRegions(kernel, input, cells, kernel.isPrecise ? 'precise' : 'plain');
  let edges = 0;
  let vertices = 0;
  for (const [from, end] of slices(kernel.table(tables.edges).count, edgesPerSlice)) {
    const count = call.numberEdges(from, end);
    edgeEnds.set(kernel.words(call.batchEndsAt(), 2 * count), 2 * edges);
    edgeCells.set(kernel.ints(call.batchCellsAt(), 2 * count), 2 * edges);
    edgeFold.set(kernel.ints(call.batchFoldsAt(), count), edges);
    edges += count;
    const more = call.finishedVertices() - vertices;
    xy.set(kernel.doubles(call.batchVerticesAt(), 2 * more), 2 * vertices);
    vertexError.set(kernel.singles(call.batchErrorsAt(), more), vertices);
    vertices += more;
    yield;
    yield* regions.joinAcross(call.batchCellsAt(), count);
  }
  const ringsAt = kernel.table(tables.rings).at;
  const ring = new Uint32Array(kernel.table(tables.rings).count);
  yield* inSlices(ring.length, wordsPerSlice, (from, end) => {
    call.renumberRings(from, end);
    ring.set(kernel.words(ringsAt + 4 * from, end - from), from);
  });
  const cellStart = kernel.words(kernel.table(tables.ringStarts).at, cellCount + 1).slice();
  yield;
  const numbered = regions.number();
  call.endNumbering();
  return {
    ...cells,
    vertexCount: vertices,
    edgeCount,
    xy: vertices === mostVertices ? xy : xy.slice(0, 2 * vertices),
    vertexError: vertices === mostVertices ? vertexError : vertexError.slice(0, vertices),
    ...{ edgeEnds, edgeCells, edgeFold, cellStart, ring },
    ...{ complete, precise: kernel.isPrecise },
    ...numbered,
  };
}

// Each is a fraction of a millisecond.
const seamsPerSlice = 256;
const cellsPerSlice = 1 << 15;
const edgesPerSlice = 1 << 14;
const wordsPerSlice = 1 << 17;

function* slices(count: number, perSlice: number): Generator<[from: number, end: number]> {
  for (let from = 0; from < count; from += perSlice) yield [from, Math.min(count, from + perSlice)];
}

/** Has things 0 … count − 1 treated in runs, and yields after each. */
function* inSlices(
  count: number,
  perSlice: number,
  treat: (from: number, end: number) => void,
): Generator<void, void> {
  for (const [from, end] of slices(count, perSlice)) {
    treat(from, end);
    yield;
  }
}
