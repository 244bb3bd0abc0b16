import { rootBetween, rootsOfPieces } from '../../numeric/root.ts';
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
  const turning = (u: number) => gain(u)[1] * (u - anchor) - gain(u)[0];
  const far = Math.max(60, anchor + 60);
  const ends = [anchor, ...inflections.filter((u) => u > anchor), far];
  return rootsOfPieces(turning, ends).map((state) => ({ state, strength: gain(state)[1] }));
}

/** Two neighbouring stable states at which regularised reward is equal. */
export interface MaxwellPoint {
  readonly anchor: number;
  readonly strength: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The points of the Maxwell set at one strength: an anchor between the folds at both ends of each
 * unstable sheet. The set does not depend on how the parameters move, only on what they ascend.
 */
export function maxwellAnchors(model: GrpoModel, strength: number): readonly MaxwellPoint[] {
  const folds = model.foldStates(strength);
  const points: MaxwellPoint[] = [];
  for (let i = 0; i + 1 < folds.length; i++) {
    // Where the sheet between two folds is unstable its lower fold has the higher anchor.
    const [ridgeFrom, ridgeTo] = [folds[i], folds[i + 1]];
    const [high, low] = [
      model.control1At(ridgeFrom, strength),
      model.control1At(ridgeTo, strength),
    ];
    if (!(high > low)) continue;
    const wells = (anchor: number) => wellsBeside(model, anchor, strength, ridgeFrom, ridgeTo);
    const anchor = rootBetween((u0) => preference(model, u0, strength, wells(u0)), low, high);
    const [lower, upper] = wells(anchor);
    points.push({ anchor, strength, lower, upper });
  }
  return points;
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
    points.push({ anchor, strength, lower, upper });
  }
  return points;
}

/** The resting states below and above an unstable sheet; at the end of a sheet, its fold. */
function wellsBeside(
  model: GrpoModel,
  anchor: number,
  strength: number,
  from: number,
  to: number,
): readonly [number, number] {
  const states = model.equilibria(anchor, strength);
  return [states.findLast((u) => u <= from) ?? from, states.find((u) => u >= to) ?? to];
}

/** How much higher the lower of two states lies in the potential. */
function preference(
  model: GrpoModel,
  anchor: number,
  strength: number,
  [lower, upper]: readonly [number, number],
): number {
  return model.potential(lower, anchor, strength) - model.potential(upper, anchor, strength);
}
