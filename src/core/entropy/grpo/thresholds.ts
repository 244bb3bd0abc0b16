import { rootBetween, rootsOfPieces } from '../../numeric/root.ts';
import { areWells, preference, type MaxwellPoint } from '../maxwell.ts';
import type { GrpoModel } from './grpoModel.ts';
import type { HeldGain } from './heldGain.ts';
import { farLogit } from './range.ts';

/** A fold met by changing the strength alone. */
export interface Threshold {
  readonly state: number;
  readonly strength: number;
}

/**
 * The folds on a line of constant anchor a, by ascending state. Along the line B = G/(x − a), which
 * turns where dG/dx·(x − a) = G; between inflections of G, on one side of the anchor, this is monotone,
 * so none is missed. Below the anchor, only those at a positive strength.
 */
export function turningPoints(
  held: Pick<HeldGain, 'value' | 'slope' | 'offset'>,
  inflections: readonly number[],
  anchor: number,
): readonly Threshold[] {
  const turning = (u: number): number => held.slope(u) * held.offset(u, anchor) - held.value(u);
  const rootsBetween = (from: number, to: number): readonly Threshold[] =>
    rootsOfPieces(turning, [from, ...inflections.filter((u) => u > from && u < to), to]).map(
      (state) => ({ state, strength: held.slope(state) }),
    );
  const below = rootsBetween(Math.min(anchor, 0) - farLogit, anchor);
  const above = rootsBetween(anchor, Math.max(anchor, 0) + farLogit);
  return [...below.filter(({ strength }) => strength > 0), ...above];
}

/**
 * The minima and maxima of a piecewise monotone function. If it tends to a limit towards certain success,
 * and rises to it, that maximum is listed near the end of the searched states.
 */
export function extremaOf(knots: readonly Threshold[], hasLimit: boolean): readonly Threshold[] {
  const distinct = knots.filter(({ strength }, i) => i === 0 || strength !== knots[i - 1].strength);
  const found = distinct.filter(({ strength }, i) => {
    const [before, after] = [distinct[i - 1], distinct[i + 1]];
    return before && after && before.strength > strength === after.strength > strength;
  });
  const [last, end] = distinct.slice(-2);
  if (hasLimit && end && last.strength < end.strength && end.state >= farLogit)
    found.push({ state: farLogit - 1, strength: end.strength });
  return found;
}

/** The points of the Maxwell set at one anchor, by ascending strength. */
export function maxwellStrengths(model: GrpoModel, anchor: number): readonly MaxwellPoint[] {
  const thresholds = model
    .turningPoints(anchor)
    .filter(({ state, strength }) => state > anchor && strength > 0);
  const points: MaxwellPoint[] = [];
  for (let i = 0; i + 1 < thresholds.length; i++) {
    const [freed, collapsed] = [thresholds[i], thresholds[i + 1]];
    if (!(freed.strength < collapsed.strength)) continue;
    const wells = (strength: number): readonly [number, number] => {
      const states = model.equilibria(anchor, strength);
      const lower = states.findLast((u) => u <= freed.state) ?? freed.state;
      const upper = states.find((u) => u >= collapsed.state) ?? collapsed.state;
      return [lower, upper];
    };
    const strength = rootBetween(
      (b) => preference(model, anchor, b, wells(b)),
      freed.strength,
      collapsed.strength,
    );
    const [lower, upper] = wells(strength);
    if (!areWells(model, anchor, strength, [lower, upper])) continue;
    points.push({ control1: anchor, control2: strength, lower, upper });
  }
  return points;
}
