/*
 * The fold complex of a network of two inputs, by binary subdivision of convex cells: what the host
 * calls. It writes the network once (`begin`), then for every complex, or part of one, calls `start`,
 * writes a subproblem (`subproblem`, `plant`) and calls `run` until nothing is left to do. Then it
 * reads the tables.
 */
import { Block, blockOfProgram } from './block';
import { search } from './cell';
import { takeGroupScratch } from './group';
import { clearTables, moveTables, startTables } from './halfEdge';
import { forgetInsertion, startInsertion, takeNextOfComplement } from './insertion';
import {
  Arena,
  allocateEntries,
  arena,
  clearHeap,
  copyMark,
  forgetArenas,
  startArenas,
  toLow,
} from './memory';
import { usePattern } from './pattern';
import { patternWords, program, startProgram } from './program';
import { takeReductionScratch } from './reduction';
import { searchUntil, startSearch } from './search';
import { startSigns } from './sign';
import {
  areaOfWaiting,
  forgetSubproblem,
  plantSubproblem,
  subproblemOf,
  takeOldestCell,
} from './subproblem';

export { appendReserved, prepareVertices, reserveEntries, sew } from './assembly';
export { cellCount, tablesAt } from './halfEdge';
export {
  beginRegions,
  endRegions,
  firstDoubtfulEdge,
  joinRegions,
  numberRegions,
  regionNumbersAt,
} from './linearRegions';
export {
  batchCellsAt,
  batchEndsAt,
  batchErrorsAt,
  batchFoldsAt,
  batchVerticesAt,
  beginNumbering,
  endNumbering,
  finishedEdges,
  finishedVertices,
  numberEdges,
  placeCells,
  renumberRings,
} from './numbering';
export { patternInHand } from './pattern';
export {
  blurredFoldAfter,
  blurredFoldBefore,
  largestTerm,
  markBlurred,
  moveBlurred,
  nextBlurred,
} from './refinement';

/**
 * Forgets everything and makes room for a program of so many groups, rows, folds, pieces, weights
 * and outputs. Returns the address of `Program`, whose arrays the host then fills in.
 */
export function begin(
  groups: i32,
  rows: i32,
  folds: i32,
  pieces: i32,
  weights: i32,
  outputs: i32,
): usize {
  clearHeap();
  forgetArenas();
  forgetSubproblem();
  startProgram(groups, rows, folds, pieces, weights, outputs);
  startTables(patternWords(), outputs);
  startSigns();
  usePattern(allocateEntries(patternWords(), 4));
  whole = null;
  return changetype<usize>(program);
}

/** The program as the first block, once there are arenas. */
let whole: Block | null = null;
/** The arena without any cell. */
const bare = changetype<Arena>(memory.data(offsetof<Arena>()));

/** Empties the tables and prepares subdivisions, with rows in two doubles each if `precise`. */
export function start(precise: bool): void {
  clearTables();
  if (whole && precise === toLow > 0) return;
  // Nothing is larger than all rows with what a reduction keeps of each, or all folds as candidates.
  startArenas(<u64>program.rows * 128 + <u64>program.folds * 32 + 1024, precise);
  whole = blockOfProgram();
  takeGroupScratch();
  takeReductionScratch();
  copyMark(bare, arena);
}

/** Address of a buffer for a `Subproblem` of so many corners, which the host writes or has read. */
export function subproblem(size: i32): usize {
  return subproblemOf(size);
}

/** Starts on the subproblem in the buffer: adds its polygon to the tables. */
export function plant(): void {
  copyMark(arena, bare);
  startSearch();
  forgetInsertion();
  plantSubproblem(whole!);
}

/**
 * Works about as many nanoseconds as `work` says, until nothing is left to do or there are `mostCells`
 * finished cells. Returns whether there may be more to do. The tables are right at any such moment, but
 * their cells do not fill the domain.
 */
export function run(work: f64, mostCells: i32): bool {
  moveTables();
  const until = search.work + work;
  while (!searchUntil(until, mostCells)) {
    copyMark(arena, bare);
    if (!takeNextOfComplement(whole!)) return false;
  }
  return true;
}

/**
 * Takes the cell that has waited longest, mostly the largest, and writes it to the buffer of
 * subproblems. Returns its length in bytes, or 0 where fewer than two cells wait.
 */
export function takeOldest(): i32 {
  return <i32>takeOldestCell();
}

/** Work done since `plant` or `insert`, very roughly in nanoseconds. */
export function workDone(): f64 {
  return search.work;
}

/** Area of the cells that are not finished. */
export function areaWaiting(): f64 {
  return areaOfWaiting();
}

/**
 * Begins to put a neuron of the last group that folds, row `row` of the program, into the subdivision by all
 * the other folds. Its vertices, lines and edges are in the tables already, under the numbers of the folds
 * of this program. Makes room for its cells, with so many half-edges in all, and returns the address of
 * `Complement`. When the host has written them, `run` does the rest.
 */
export function insert(row: i32, cells: i32, sides: i32): usize {
  startSearch();
  return changetype<usize>(startInsertion(row, cells, sides));
}
