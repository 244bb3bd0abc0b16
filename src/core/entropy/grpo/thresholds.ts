import { rootBetween, rootsOfPieces } from '../../numeric/root.ts';
import { preference, type MaxwellPoint } from '../maxwell.ts';
import type { GrpoModel } from './grpoModel.ts';

/** A fold met by changing the strength alone. */
export interface Threshold {
  readonly state: number;
  readonly strength: number;
}

/**
 * The folds on a line of constant anchor, by ascending state: the strengths at which a policy
 * collapses or is freed. Along the line B = M/(u − u₀), which turns where M′·(u − u₀) = M; between
 * inflections of M this is monotone, so none is missed.
 */
export function strengthThresholds(model: GrpoModel, anchor: number): readonly Threshold[] {
  const { gain, inflections } = model;
  const turning = (u: number) => gain.jet(u)[1] * (u - anchor) - gain.jet(u)[0];
  const far = Math.max(60, anchor + 60);
  const ends = [anchor, ...inflections.filter((u) => u > anchor), far];
  return rootsOfPieces(turning, ends).map((state) => ({ state, strength: gain.jet(state)[1] }));
}

/** The points of the Maxwell set at one anchor, by ascending strength. */
export function maxwellStrengths(model: GrpoModel, anchor: number): readonly MaxwellPoint[] {
  const thresholds = strengthThresholds(model, anchor);
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
    points.push({ control1: anchor, control2: strength, lower, upper });
  }
  return points;
}
