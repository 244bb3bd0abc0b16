import { rootBetween } from '../numeric/root.ts';
import type { EquilibriumModel } from './equilibriumModel.ts';

/** Two neighbouring stable states with equal potential. */
export interface MaxwellPoint {
  readonly control1: number;
  readonly control2: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The points of the Maxwell set at one value of the second control: a first control between the
 * folds at both ends of each unstable sheet. The set does not depend on how the parameters move,
 * only on what they descend.
 */
export function maxwellPoints(model: EquilibriumModel, control2: number): readonly MaxwellPoint[] {
  const folds = model.foldStates(control2);
  const points: MaxwellPoint[] = [];
  for (let i = 0; i + 1 < folds.length; i++) {
    const [from, to] = [folds[i], folds[i + 1]];
    const middle = (from + to) / 2;
    if (model.stiffness(middle, model.control1At(middle, control2), control2) > 0) continue;
    const ends = [model.control1At(from, control2), model.control1At(to, control2)] as const;
    const wells = (control1: number): readonly [number, number] => {
      const states = model.equilibria(control1, control2);
      // At the end of a sheet, its fold takes its place.
      return [states.findLast((x) => x <= from) ?? from, states.find((x) => x >= to) ?? to];
    };
    const excess = (control1: number): number =>
      preference(model, control1, control2, wells(control1));
    // Beyond a sheet without an end there is no equilibrium, and the potentials are never equal.
    if (excess(ends[0]) > 0 === excess(ends[1]) > 0) continue;
    const control1 = rootBetween(excess, Math.min(...ends), Math.max(...ends));
    const [lower, upper] = wells(control1);
    if (!areWells(model, control1, control2, [lower, upper])) continue;
    points.push({ control1, control2, lower, upper });
  }
  return points;
}

/** Whether the flow rests at both states; where it is cut off, a sheet has no well. */
export function areWells(
  model: EquilibriumModel,
  control1: number,
  control2: number,
  states: readonly [number, number],
): boolean {
  const found = model.equilibria(control1, control2);
  return states.every((state) => found.includes(state));
}

/** The potential at the lower of two states minus that at the upper one. */
export function preference(
  model: EquilibriumModel,
  control1: number,
  control2: number,
  [lower, upper]: readonly [number, number],
): number {
  return model.potential(lower, control1, control2) - model.potential(upper, control1, control2);
}
