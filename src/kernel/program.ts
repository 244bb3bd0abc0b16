import { allocateEntries, toLow } from './memory';

/*
 * The network as the host writes it: neurons in groups. The rows of a group are affine functions
 * (a, b, c) of the plane once the groups before it are decided. A neuron has a column of weights into
 * the rows of the groups behind its own, up to a group of its own choice: layers, residual branches
 * and units that take a maximum are all of this form. The last group are the outputs, which do not
 * fold.
 */

/** 64 bytes per neuron. */
@unmanaged
export class Neuron {
  // Bounds on the domain, of rows as they are carried: see errorBound.ts of the host.
  /** Of the error of its preactivation. */
  valueError: f64;
  /** Of |δa| + |δb|. */
  gradientError: f64;
  /** Largest |breakpoint|. */
  threshold: f64;
  /** What the error of its preactivation will rather be. */
  likelyError: f64;
  /**
   * Number of a double in `weights`, a multiple of two: the weight into the first row of the next
   * group. The weights go on to the last row of group `reach`, and a zero where their number is odd.
   */
  column: i32;
  /** Last group that the column goes into; its own group if none. */
  reach: i32;
  /** It has the folds firstFold … firstFold + folds − 1, one per breakpoint, in ascending order. */
  firstFold: i32;
  folds: i32;
  /** Its pieces are firstPiece … firstPiece + folds. */
  firstPiece: i32;
  spare: i32;
  spare2: i32;
  spare3: i32;
}

/** Numbers and addresses, each of 32 bits, that the host reads; then doubles. */
@unmanaged
export class Program {
  /** Groups, the outputs included. */
  groups: i32;
  rows: i32;
  folds: i32;
  outputs: i32;
  /** i32: group g has the rows groupStart[g] … groupStart[g + 1] − 1. */
  groupStart: usize;
  /** `Neuron` per row. */
  neurons: usize;
  /** f64: all a, all b, all c, one run `stride` bytes behind the other; what a row is without any neuron. */
  base: usize;
  /** The same: low parts. */
  baseLow: usize;
  stride: usize;
  /** f64 per fold: its breakpoint. */
  threshold: usize;
  /** f64 per piece: it is slope · z + offset + offsetLow. */
  slope: usize;
  offset: usize;
  offsetLow: usize;
  /** f64: the columns. */
  weights: usize;
  spare: i32;
  spare2: i32;
  /** Largest |x| and |y| on the domain. */
  reachX: f64;
  reachY: f64;
}

export const program = changetype<Program>(memory.data(offsetof<Program>(), 8));

/** Makes room for a program; the host fills it in. */
export function startProgram(
  groups: i32,
  rows: i32,
  folds: i32,
  pieces: i32,
  weights: i32,
  outputs: i32,
): void {
  program.groups = groups;
  program.rows = rows;
  program.folds = folds;
  program.outputs = outputs;
  program.groupStart = allocateEntries(groups + 1, 4);
  program.neurons = allocateEntries(rows, offsetof<Neuron>());
  program.stride = strideOf(rows);
  program.base = allocateEntries(3, program.stride);
  program.baseLow = allocateEntries(3, program.stride);
  program.threshold = allocateEntries(folds, 8);
  program.slope = allocateEntries(pieces, 8);
  program.offset = allocateEntries(pieces, 8);
  program.offsetLow = allocateEntries(pieces, 8);
  program.weights = allocateEntries(weights, 8);
}

/** Bytes from one run of rows to the next: all rows and a spare one, an even number. */
export function strideOf(rows: i32): usize {
  return (<usize>((rows + 2) & ~1)) << 3;
}

export function neuronAt(row: i32): Neuron {
  return changetype<Neuron>(program.neurons + <usize>row * offsetof<Neuron>());
}

export function patternWords(): i32 {
  return (program.folds + 31) >> 5;
}

/** 2⁻⁵³ and 8 % for terms of second order. */
export const roundoff: f64 = 1.2e-16;

/** Roundings of a·x + b·y + c less a breakpoint, and of scaling a row to unit length. */
const evaluation: f64 = 8;

/** Bound of the error of a row's value anywhere on the domain, when it is rounded to doubles. */
export function valueErrorOf(neuron: Neuron, a: f64, b: f64, c: f64): f64 {
  if (toLow === 0) return neuron.valueError;
  return neuron.valueError + evaluation * roundoff * (sizeOf(a, b, c) + neuron.threshold);
}

/** What the error of a row's value will rather be. */
export function likelyErrorOf(neuron: Neuron, a: f64, b: f64, c: f64): f64 {
  if (toLow === 0) return neuron.likelyError;
  return neuron.likelyError + roundoff * sizeOf(a, b, c);
}

/** Sum of the largest terms of a·x + b·y + c on the domain. */
function sizeOf(a: f64, b: f64, c: f64): f64 {
  return abs(a) * program.reachX + abs(b) * program.reachY + abs(c);
}

/** Bound of |δa| + |δb| of a row. */
export function gradientErrorOf(neuron: Neuron, a: f64, b: f64): f64 {
  if (toLow === 0) return neuron.gradientError;
  return neuron.gradientError + roundoff * (abs(a) + abs(b));
}
