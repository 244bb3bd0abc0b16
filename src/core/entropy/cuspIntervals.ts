import { control2Axis } from './controlAxis.ts';
import type { CuspPoint, EquilibriumModel } from './equilibriumModel.ts';

/** A range of control2 over which the number of folds stays the same. */
export interface CuspInterval {
  readonly folds: number;
  readonly rows: readonly number[];
  /** Cusps on its first and its last row. */
  readonly ends: readonly End[];
}

interface End {
  readonly cusp: CuspPoint;
  /** Whether two folds of this interval meet there; otherwise they lie beyond it. */
  readonly merges: boolean;
}

/**
 * The range of the second control, and how finely to sample it where the surface is folded and
 * where it is not.
 */
export interface RowOptions {
  readonly control2: readonly [number, number];
  readonly rows: { readonly folded: number; readonly single: number };
  /** Whether rows are evenly spaced in the logarithm of control2. */
  readonly logarithmic?: boolean;
}

/** The intervals of a range of control2, ascending; neighbours share a row. */
export function cuspIntervals(
  model: EquilibriumModel,
  options: RowOptions,
): readonly CuspInterval[] {
  const [from, to] = options.control2;
  const axis = control2Axis(options);
  const cusps = [...model.cusps, ...(model.hiddenCusps ?? [])].sort(
    (a, b) => a.control2 - b.control2,
  );
  const inside = cusps.filter(({ control2 }) => control2 > from && control2 < to);
  const cuts = [from, ...inside.map(({ control2 }) => control2), to];
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i];
    const folds = model.foldStates((start + end) / 2).length;
    const endAt = (control2: number, outwards: number): End[] => {
      const cusp = cusps.find((one) => one.control2 === control2);
      // Close enough to lie before the next cusp, unless two cusps nearly coincide.
      const beyond = () => model.foldStates(control2 + 1e-3 * outwards).length;
      return cusp ? [{ cusp, merges: beyond() < folds }] : [];
    };
    const first = endAt(start, start - end);
    const last = endAt(end, end - start);
    const count = folds > 0 ? options.rows.folded : options.rows.single;
    const grade = gradeTowards(first.length > 0, last.length > 0);
    const [low, high] = [axis.coordinate(start), axis.coordinate(end)];
    const rows = Array.from({ length: count + 1 }, (_, k) => {
      // The ends are cusps, or ends of the range, to the last bit.
      if (k === 0 || k === count) return k === 0 ? start : end;
      return axis.control2(low + (high - low) * grade(k / count));
    });
    return { folds, rows, ends: [...first, ...last] };
  });
}

/**
 * Near a cusp, the distance between folds grows as a square root, so rows are spaced quadratically.
 */
function gradeTowards(start: boolean, end: boolean): (t: number) => number {
  if (start && end) return (t) => (1 - Math.cos(Math.PI * t)) / 2;
  if (start) return (t) => t * t;
  if (end) return (t) => 1 - (1 - t) * (1 - t);
  return (t) => t;
}

/** The folds of a row; on the row of a cusp, two that meet there are the cusp itself. */
export function foldsOf(
  model: EquilibriumModel,
  interval: CuspInterval,
  control2: number,
): readonly number[] {
  const found = model.foldStates(control2);
  const end = interval.ends.find(({ cusp }) => cusp.control2 === control2);
  if (!end) return found;
  const { state } = end.cusp;
  const pair = end.merges ? [state, state] : [];
  return found
    .toSorted((x, y) => Math.abs(y - state) - Math.abs(x - state))
    .slice(0, interval.folds - pair.length)
    .concat(pair)
    .sort((x, y) => x - y);
}
