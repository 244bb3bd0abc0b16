import type { Complex } from '../complex/complex.ts';
import { Leaves } from './leaves.ts';
import { linearRegions } from './linearRegions.ts';
import { Numbering } from './numbering.ts';
import { refineMaps, refineVertices } from './refine.ts';
import { Seams } from './seams.ts';
import type { Workspace } from './workspace.ts';

/**
 * The complex of a subdivision: the leaves of the edge forest that bound a finished cell, numbered,
 * with the cells on both sides. Yields between slices.
 */
export function* finish(w: Workspace, complete: boolean): Generator<void, Complex> {
  const { forest, cells } = w;
  const seams = new Seams(forest);
  yield;
  yield* refineVertices(w, seams);
  yield* refineMaps(w, cells);
  yield;
  const leaves = new Leaves(forest, cells, seams);
  yield;
  yield* inSlices(cells.count, (from, to) => {
    leaves.addRings(from, to);
  });
  const numbering = new Numbering(forest, seams, leaves);
  yield;
  yield* inSlices(leaves.cells.length / 2, (from, to) => {
    numbering.addEdges(from, to);
  });
  const ring = new Uint32Array(cells.ringStart[cells.count]);
  yield* inSlices(ring.length, (from, to) => {
    numbering.renumber(cells.ring, ring, from, to);
  });

  const patterns = new Uint32Array(cells.count * cells.words);
  yield* copyInSlices(cells.patterns, patterns);
  const maps = new Float64Array(cells.count * cells.mapLength);
  yield* copyInSlices(cells.maps, maps);
  const { vertexCount, xy, vertexError, edgeEnds, edgeCells, edgeFold } = numbering;
  const cut = {
    vertexCount,
    edgeCount: leaves.edgeCount,
    cellCount: cells.count,
    xy: xy.length === 2 * vertexCount ? xy : xy.slice(0, 2 * vertexCount),
    vertexError:
      vertexError.length === vertexCount ? vertexError : vertexError.slice(0, vertexCount),
    edgeEnds,
    edgeCells,
    edgeFold,
    cellStart: cells.ringStart.slice(0, cells.count + 1),
    ring,
    patternWords: cells.words,
    patterns,
    outputCount: w.program.outputs,
    maps,
    complete,
    precise: w.precise,
  };
  return { ...cut, ...(yield* linearRegions(w, cut)) };
}

/** Has things 0 … count − 1 treated in runs, and yields after each: loops are faster than steps. */
function* inSlices(
  count: number,
  treat: (from: number, to: number) => void,
): Generator<void, void> {
  for (let from = 0; from < count; from += thingsPerSlice) {
    treat(from, Math.min(count, from + thingsPerSlice));
    yield;
  }
}

/** Copies as much as there is room for. */
function copyInSlices<T extends Uint32Array | Float64Array>(from: T, to: T): Generator<void, void> {
  return inSlices(to.length, (start, end) => {
    to.set(from.subarray(start, end), start);
  });
}

const thingsPerSlice = 1 << 15;
