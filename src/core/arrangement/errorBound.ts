import type { Domain } from '../complex/domain.ts';
import { roundoffOfTwo } from '../exact/doubleDouble.ts';
import type { Program } from './program.ts';

/*
 * How far a row computed in doubles can be from the exact one, anywhere on the domain.
 *
 * The value of row j at a point is a sum over paths from the inputs (and biases) to j, each term a
 * product of weights and slopes. Let M_j be the same sum with every factor replaced by its absolute
 * value and every slope by the steepest of its neuron. If each term passes through at most k
 * roundings, the error is at most k·u·M_j / (1 − k·u) with u = 2⁻⁵³ (Higham, Accuracy and Stability
 * of Numerical Algorithms, §3.1).
 *
 * The engine forms the sum in varying orders: a neuron u is *merged* when it is decided, its row
 * going into the rows behind it, or its row and the columns of undecided neurons into theirs. Follow
 * one term. At any time its factors are multiplied up in segments of the path, each in one
 * accumulator, which spans the layers between the ends of the segment. Merging a neuron of layer m
 * adds to accumulators that span m; the segments of a path do not overlap, so the term suffers at
 * most one rounded addition, whatever the order. Each neuron is merged once, so a term of layer l
 * sees at most as many additions as there are neurons before layer l, plus at most 4 roundings of
 * products and 3 for every breakpoint of each layer on its path.
 *
 * Rows of the first group into which layers were composed *enter* with an error: what `compile` bounds,
 * and unless rows are carried in double-doubles, their low parts. It goes on along the paths as the rows
 * do, multiplied by the absolute values of weights and slopes. The roundings counted above then are
 * those of a network that starts with the rows as they entered.
 *
 * In double-doubles a rounding errs by `roundoffOfTwo` of the terms instead of 2⁻⁵³, and the result is
 * rounded to doubles when it is used.
 */

/** Static error bounds per row; `gradient` bounds |δa| + |δb|, `value` the error of z at a point. */
export interface ErrorBound {
  /** max |x| and max |y| on the domain. */
  readonly reachX: number;
  readonly reachY: number;
  readonly value: Float64Array;
  readonly gradient: Float64Array;
  /** The same for rows carried in double-doubles, before they are rounded to doubles. */
  readonly preciseValue: Float64Array;
  readonly preciseGradient: Float64Array;
  /** Largest |breakpoint| of a row. */
  readonly threshold: Float64Array;
  /**
   * What the error of z will rather be: the bound counts every rounding at its worst, errors that
   * add like a random walk are far smaller. In two doubles it is `preciseShare` of this. Decides
   * nothing but which results deserve exact care.
   */
  readonly likely: Float64Array;
}

/** Thrown when the rows of a network leave the range that doubles can bound. */
export class ArithmeticRangeError extends RangeError {
  override readonly name = 'ArithmeticRangeError';

  constructor(
    message: string,
    /** The layer that is the first to leave it, counting from 0. */
    readonly layer: number,
  ) {
    super(message);
  }
}

/** Bounds for all rows. Throws an ArithmeticRangeError when they would overflow. */
export function errorBound(program: Program, domain: Domain): ErrorBound {
  const { reachX, reachY } = reach(domain);
  const { rows, groupStart, hiddenGroups, firstLayer } = program;
  const { value: size, gradient: steepness, square } = pathSums(program, reachX, reachY);
  const [value, gradient] = enteringErrors(program, reachX, reachY, false);
  const [preciseValue, preciseGradient] = enteringErrors(program, reachX, reachY, true);
  const threshold = new Float64Array(rows);
  const most = mostBreakpoints(program);
  for (let g = 0; g <= hiddenGroups; g++) {
    const composed = g === 0 ? 0 : groupStart[g] + 4 * g + 3 * most * g;
    for (let r = groupStart[g]; r < groupStart[g + 1]; r++) {
      for (let f = program.foldStart[r]; f < program.foldEnd[r]; f++)
        threshold[r] = Math.max(threshold[r], Math.abs(program.threshold[f]));
      const magnitude = size[r] + threshold[r];
      if (!(magnitude < largest) || !(steepness[r] < largest))
        throw new ArithmeticRangeError(
          `Layer ${firstLayer + g + 1} of the network reaches values of ${magnitude.toExponential(0)} on the ` +
            'domain, beyond what double precision can handle; scale its weights down.',
          firstLayer + g,
        );
      const valueRoundings = (composed + evaluation) * roundoff * magnitude;
      const gradientRoundings = composed * roundoff * steepness[r];
      value[r] += valueRoundings;
      gradient[r] += gradientRoundings;
      preciseValue[r] += preciseShare * valueRoundings;
      preciseGradient[r] += preciseShare * gradientRoundings;
    }
  }
  return {
    reachX,
    reachY,
    value,
    gradient,
    preciseValue,
    preciseGradient,
    threshold,
    // Squares of numbers below 1e-154 underflow.
    likely: square.map((sum, r) => (sum > 1e-290 ? 8 * roundoff * Math.sqrt(sum) : value[r])),
  };
}

/** 2⁻⁵³ and 8 % for the terms of second order, of the path sums and of the filter itself. */
export const roundoff = 1.2e-16;

/**
 * The outputs of a complex that was remapped are off by at most so many times the bound. See
 * `Composition` in remap.ts.
 */
export const remappedShare = 8;

/** A rounding in two doubles against one in a double. */
export const preciseShare = roundoffOfTwo * 2 ** 53;

/** Three products and sums of a·x + b·y + c, the threshold, and scaling the row to unit length. */
export const evaluation = 8;

// Products of two rows must not overflow, nor a row's scale underflow.
const largest = 1e150;

// A product that underflows errs by 2⁻¹⁰⁷⁴ < 5e-324, times at most `largest` before it meets a row.
// Added to the magnitude of each row, roundoff · underflow covers millions of them, and what the
// later layers make of them.
const underflow = 1e-150;

/** Sums over the paths that end in a row. */
interface PathSums {
  /** M of z, with max |x| and max |y| for the inputs, and M of a and b together. */
  readonly value: Float64Array;
  readonly gradient: Float64Array;
  /** Squares: the roundings of one neuron at a time, propagated in the root mean square. */
  readonly square: Float64Array;
}

function pathSums(program: Program, reachX: number, reachY: number): PathSums {
  const { rows, base, groupStart, hiddenGroups } = program;
  const sums = {
    value: new Float64Array(rows),
    gradient: new Float64Array(rows),
    square: new Float64Array(rows),
  };
  for (let r = 0; r < rows; r++) {
    const composed = r < groupStart[1] ? 0 : underflow;
    const a = Math.abs(base[3 * r]) + composed;
    const b = Math.abs(base[3 * r + 1]) + composed;
    sums.value[r] = a * reachX + b * reachY + Math.abs(base[3 * r + 2]) + underflow;
    sums.gradient[r] = a + b;
    sums.square[r] =
      (base[3 * r] * reachX) ** 2 + (base[3 * r + 1] * reachY) ** 2 + base[3 * r + 2] ** 2;
  }
  for (let g = 0; g < hiddenGroups; g++)
    for (let r = groupStart[g]; r < groupStart[g + 1]; r++)
      extendPaths(program, sums, r, groupStart[g + 1], groupStart[g + 2]);
  return sums;
}

/** Adds the paths through row `r` to the sums of the next group, rows from … to − 1. */
function extendPaths(
  program: Program,
  { value, gradient, square }: PathSums,
  r: number,
  from: number,
  to: number,
): void {
  const { weight, columnStart } = program;
  const { slope, offset } = steepest(program, r);
  const valueR = slope * value[r] + offset;
  const gradientR = slope * gradient[r];
  const squareR = slope * slope * square[r] + offset * offset;
  for (let s = from, at = columnStart[r]; s < to; s++, at++) {
    const w = Math.abs(weight[at]);
    value[s] += w * valueR;
    gradient[s] += w * gradientR;
    square[s] += w * w * squareR;
  }
}

/** What the errors with which rows enter make of z and of a and b of all rows: bounds as in `ErrorBound`. */
function enteringErrors(
  program: Program,
  reachX: number,
  reachY: number,
  precise: boolean,
): [value: Float64Array, gradient: Float64Array] {
  const { rows, groupStart, hiddenGroups, firstLayer, baseLow, baseError } = program;
  const value = new Float64Array(rows);
  const gradient = new Float64Array(rows);
  if (firstLayer === 0) return [value, gradient];
  for (let r = 0; r < groupStart[1]; r++) {
    const [a, b, c] = [3 * r, 3 * r + 1, 3 * r + 2].map(
      (at) => secondOrder * (baseError[at] + (precise ? 0 : Math.abs(baseLow[at]))),
    );
    value[r] = a * reachX + b * reachY + c;
    gradient[r] = a + b;
  }
  for (let g = 0; g < hiddenGroups; g++)
    for (let r = groupStart[g]; r < groupStart[g + 1]; r++) {
      const { slope } = steepest(program, r);
      const { weight, columnStart } = program;
      const first = groupStart[g + 1];
      for (let s = first, at = columnStart[r]; s < groupStart[g + 2]; s++, at++) {
        const factor = Math.abs(weight[at]) * slope;
        value[s] += factor * value[r];
        gradient[s] += factor * gradient[r];
      }
    }
  return [value, gradient];
}

// As in `roundoff`.
const secondOrder = 1.08;

function reach(domain: Domain) {
  let reachX = 0;
  let reachY = 0;
  for (let i = 0; i < domain.corners.length; i += 2) {
    reachX = Math.max(reachX, Math.abs(domain.corners[i]));
    reachY = Math.max(reachY, Math.abs(domain.corners[i + 1]));
  }
  return { reachX, reachY };
}

function steepest(program: Program, row: number) {
  const first = program.pieceStart[row];
  const folds = program.foldEnd[row] - program.foldStart[row];
  let slope = Math.abs(program.slope[first]);
  // The offsets are computed one from the other; their partial sums bound each of them.
  let offset = Math.abs(program.offset[first]);
  for (let i = 1; i <= folds; i++) {
    slope = Math.max(slope, Math.abs(program.slope[first + i]));
    const turn = Math.abs(program.slope[first + i - 1]) + Math.abs(program.slope[first + i]);
    offset += turn * Math.abs(program.threshold[program.foldStart[row] + i - 1]);
  }
  return { slope, offset };
}

function mostBreakpoints(program: Program): number {
  let most = 0;
  for (let r = 0; r < program.rows; r++)
    most = Math.max(most, program.foldEnd[r] - program.foldStart[r]);
  return most;
}
