import { rootBetween } from '../numeric/root.ts';
import type { EquilibriumModel } from './equilibriumModel.ts';
import { foldsOf, cuspIntervals, type RowOptions } from './cuspIntervals.ts';

/** One branch of the bifurcation set between two cusps or ends of the range. */
export interface BifurcationCurve {
  /** By ascending control2. */
  readonly points: readonly FoldPoint[];
  /** The point of the curve at a control2 between its ends. */
  readonly at: (control2: number) => FoldPoint;
}

/** A point at which the surface folds over the control plane. */
export interface FoldPoint {
  readonly control1: number;
  readonly control2: number;
  readonly state: number;
}

/** The fold curves over a range of control2. Curves that meet in a cusp share that point. */
export function foldCurves(
  model: EquilibriumModel,
  options: RowOptions,
): readonly BifurcationCurve[] {
  return cuspIntervals(model, options)
    .flatMap((interval) => {
      const rows = interval.rows.map((control2) => foldsOf(model, interval, control2));
      return Array.from({ length: interval.folds }, (_, k): BifurcationCurve => {
        const point = (state: number, control2: number): FoldPoint => ({
          control1: model.control1At(state, control2),
          control2,
          state,
        });
        return {
          points: interval.rows.map((control2, i) => point(rows[i][k], control2)),
          at: (control2) => point(foldsOf(model, interval, control2)[k], control2),
        };
      });
    })
    .flatMap((curve) => existingRuns(model, curve));
}

/** Bisections of the end of a run, far below a pixel. */
const halvings = 40;

/** The parts of a curve at which the surface is an equilibrium. */
function existingRuns(
  { existsAt }: EquilibriumModel,
  { points, at }: BifurcationCurve,
): readonly BifurcationCurve[] {
  if (!existsAt) return [{ points, at }];
  const exists = ({ state, control2 }: FoldPoint): boolean => existsAt(state, control2);
  const endBetween = (inside: FoldPoint, outside: FoldPoint): FoldPoint => {
    let [from, to] = [inside, outside];
    for (let i = 0; i < halvings; i++) {
      const middle = at((from.control2 + to.control2) / 2);
      if (exists(middle)) from = middle;
      else to = middle;
    }
    return from;
  };
  const runs: FoldPoint[][] = [];
  points.forEach((point, i) => {
    const before = i > 0 ? points[i - 1] : undefined;
    const wasInside = before !== undefined && exists(before);
    if (exists(point)) {
      if (wasInside) runs[runs.length - 1].push(point);
      else runs.push(before ? [endBetween(point, before), point] : [point]);
    } else if (before && wasInside) runs[runs.length - 1].push(endBetween(before, point));
  });
  return runs.filter((run) => run.length > 1).map((run) => ({ points: run, at }));
}

/** The folds met by changing the second control alone, by ascending control2. */
export function foldCrossings(
  curves: readonly BifurcationCurve[],
  control1: number,
): readonly FoldPoint[] {
  const found = curves.flatMap(({ points, at }) =>
    points.slice(1).flatMap((to, i) => {
      const from = points[i];
      if (from.control1 > control1 === to.control1 > control1) return [];
      const beyond = (control2: number): number => at(control2).control1 - control1;
      return [at(rootBetween(beyond, from.control2, to.control2))];
    }),
  );
  return found.sort((a, b) => a.control2 - b.control2);
}
