/*
 * The fold complex of a network of two inputs, by binary subdivision of convex cells: what the host
 * calls. It writes the network once (`begin`), then for every complex, or part of one, calls `start`,
 * writes a subproblem (`subproblem`, `plant`) and calls `run` until nothing is left to do. Then it
 * reads the tables.
 */
import { cellCount, clearTables, startTables, tablesAt } from './halfEdge';
import { clearHeap } from './memory';
import { Program, patternWords, program, startProgram } from './program';
import { forgetSubproblem, subproblemOf } from './subproblem';

export { appendReserved, beginSewing, reserveEntries, sew } from './assembly';
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
  forgetSubproblem();
  startProgram(groups, rows, folds, pieces, weights);
  program.outputs = outputs;
  startTables(patternWords(), outputs);
  return changetype<usize>(program);
}

/** Empties the tables and prepares subdivisions, with rows in two doubles each if `precise`. */
export function start(precise: bool): void {
  clearTables();
}

/** Empties the tables, for the next part of a complex. */
export function clear(): void {
  clearTables();
}

/** Address of a buffer for a `Subproblem` of so many corners, which the host writes or has read. */
export function subproblem(size: i32): usize {
  return subproblemOf(size);
}

/** Starts on the subproblem in the buffer: adds its polygon to the tables. */
export function plant(): void {}

/**
 * Works about as many nanoseconds as `work` says, until nothing is left to do or there are `mostCells`
 * finished cells. Returns whether there is more to do. The tables are right at any such moment, but
 * do not fill the domain.
 */
export function run(work: f64, mostCells: i32): bool {
  return false;
}

/** Cells that wait, without the one in hand. */
export function cellsWaiting(): i32 {
  return 0;
}

/**
 * Takes the cell that has waited longest, mostly the largest, and writes it to the buffer of
 * subproblems. Returns its length in bytes, or 0 where fewer than two cells wait.
 */
export function takeOldest(): i32 {
  return 0;
}

/** Work done since `plant` or `insert`, very roughly in nanoseconds. */
export function workDone(): f64 {
  return 0;
}

/** Area of the cells that are not finished. */
export function areaWaiting(): f64 {
  return 0;
}

/** Address of the pattern of the cell in hand, for exact signs: `patternWords` of u32. */
export function patternInHand(): usize {
  return 0;
}

/**
 * Makes room for the cells of a subdivision by all folds but those of the neuron of row `row`, of the last
 * group that folds: `cells` rings of `sides` half-edges in all, patterns of this program with the
 * bits of the neuron clear, and per cell a map of the outputs without the neuron, then its
 * preactivation (a, b, c). Vertices, lines and edges are in the tables already. Returns the address
 * of four addresses: ring starts (i32, cells + 1), rings (i32), patterns (u32), maps (f64). When they
 * are written, `run` puts the neuron in.
 */
export function insert(row: i32, cells: i32, sides: i32): usize {
  return 0;
}
