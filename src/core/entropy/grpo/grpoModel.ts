import { logSigmoid } from '../../numeric/logistic.ts';
import { rootsOfPieces, rootsOnGrid } from '../../numeric/root.ts';
import type { EquilibriumModel } from '../equilibriumModel.ts';
import { clampedModel } from './clampedKl.ts';
import { weighting, type Estimator } from './estimator.ts';
import { heldByForwardKl } from './forwardKl.ts';
import { gainOf, type Gain } from './gain.ts';
import { cuspsOf, isAnchor, type Coordinate, type HeldGain } from './heldGain.ts';
import { farLogit, searchStep } from './range.ts';
import type { RestoringForce } from './restoringForce.ts';
import { heldByReverseKl } from './reverseKl.ts';
import { turningPoints, type Threshold } from './thresholds.ts';

/**
 * Policy-gradient training of an answer that is right when T decisions are, with binary reward,
 * held back by a reference and an entropy bonus.
 *
 * The state is the logit u of one decision. On average
 *
 *   du/dt = η P(q) · (M(u) − pull(u)),   q = σ(u),
 *
 * where the pull depends on the KL gradient (see `RestoringForce`):
 *
 * - reverse: B·(u − u₀). The controls are the anchor u₀ and the strength B = β + τ.
 * - k3: β·(q − q_ref)/(q(1 − q)) + τ·(u − u_free). The controls are the logit of q_ref, and β.
 * - k3Clamped: the same, except where samples are clamped; see `clampedKl.ts`.
 *
 * `drift` and `stiffness` are for η P = 1; see `relaxationRate` for the time of a training.
 */
export interface GrpoModel extends EquilibriumModel {
  readonly estimator: Estimator;
  /** Decisions T of an answer. */
  readonly decisions: number;
  readonly force: RestoringForce;
  readonly gain: Gain;
  /** ∫ m dp at the success rate of a state: what the update ascends, up to a constant. */
  readonly reward: (state: number) => number;
  /**
   * The folds on a line of constant control1, by ascending state: the strengths at which a policy
   * collapses or is freed. Those at a strength below zero are met by no training.
   */
  readonly turningPoints: (control1: number) => readonly Threshold[];
  /** What the KL term exerts at each state, over a control1: one part, or several where it jumps. */
  readonly pull: (control1: number) => readonly PullPart[];
  /** The coordinate x in which the pull is linear: equilibria are G(x) = strength·(x − anchor). */
  readonly coordinate: Coordinate;
  /** dG/dx, the strength at which the surface folds at a state. */
  readonly steepness: (state: number) => number;
  /** States at which the steepness turns, ascending; cusps are those at which it is positive. */
  readonly inflections: readonly number[];
}

/** The restoring force per unit of strength, over q(1 − q), in a range of states. */
export interface PullPart {
  readonly from: number;
  readonly to: number;
  readonly offset: (u: number) => number;
  /** Its derivative. */
  readonly slope: (u: number) => number;
}

/** The combined pull of the reverse KL divergence and an entropy bonus. */
const reverse: RestoringForce = { klGradient: 'reverse' };

/** The model of an estimator and a number of decisions T ≥ 1. */
export function grpoModel(
  estimator: Estimator,
  decisions: number,
  force: RestoringForce = reverse,
): GrpoModel {
  if (!(decisions >= 1)) {
    throw new RangeError(`An answer has at least one decision, not ${decisions}.`);
  }
  const weights = weighting(estimator);
  const gain = gainOf(weights, decisions);
  const reward = (u: number): number => weights.objective(decisions * logSigmoid(u));
  const held =
    force.klGradient === 'reverse'
      ? heldByReverseKl(gain, reward, { decisions, isUnbounded: isUnbounded(estimator) })
      : heldByForwardKl(gain, reward, force, decisions);
  const smooth = {
    ...smoothModel(held),
    // The reverse divergence has an anchor for every state.
    ...(force.klGradient !== 'reverse' && {
      existsAt: (u: number, strength: number) => isAnchor(held.anchorAt(u, strength)),
    }),
  };
  const model = { ...smooth, estimator, decisions, force, gain, reward };
  const made =
    force.klGradient === 'k3Clamped' ? clampedModel(model, force, isUnbounded(estimator)) : model;
  return force.klGradient === 'k3Clamped' || isUnbounded(estimator)
    ? { ...made, lostBelow: (anchor) => lostBelow(made, anchor) }
    : made;
}

/** The strength below which the drift leads upwards far out; it is linear in the strength. */
function lostBelow({ drift }: EquilibriumModel, anchor: number): number {
  const u = Math.max(farLogit, anchor + farLogit);
  const [free, held] = [drift(u, anchor, 0), drift(u, anchor, 1)];
  if (free <= 0) return 0;
  return held < free ? free / (free - held) : Infinity;
}

/** The model of a gain that is held back everywhere. */
function smoothModel(
  held: HeldGain,
): EquilibriumModel &
  Pick<GrpoModel, 'turningPoints' | 'coordinate' | 'steepness' | 'inflections' | 'pull'> {
  const [from, to] = held.searched;
  const grid = Math.ceil((to - from) / searchStep);
  const inflections = rootsOnGrid(held.curvature, from, to, grid);
  const steepest = [-farLogit, ...inflections, farLogit];
  /** Between inflections the slope is monotone, so each piece has at most one fold: none is missed. */
  const foldStates = remembered((strength) =>
    rootsOfPieces((u) => held.slope(u) - strength, steepest),
  );
  const drift = (u: number, anchor: number, strength: number): number =>
    // Far out, the offset overflows.
    strength === 0 ? held.value(u) : held.value(u) - strength * held.offset(u, anchor);
  return {
    coordinate: held.coordinate,
    steepness: held.slope,
    inflections,
    ...cuspsOf(held, inflections),
    foldStates,
    /** Between folds the anchor is monotone in the state: at most one equilibrium on each sheet. */
    equilibria: (anchor, strength) => {
      const [low, high] = held.reach(anchor, strength);
      return rootsOfPieces((u) => drift(u, anchor, strength), [low, ...foldStates(strength), high]);
    },
    control1At: held.anchorAt,
    slopes: held.slopes,
    drift,
    stiffness: (u, _, strength) => strength - held.slope(u),
    potential: held.potential,
    turningPoints: (anchor) => turningPoints(held, inflections, anchor),
    pull: (anchor) => [
      {
        from: Math.min(anchor, 0) - farLogit,
        to: Math.max(anchor, 0) + farLogit,
        offset: (u) => held.offset(u, anchor),
        slope: (u) => held.offsetSlope(u, anchor),
      },
    ],
  };
}

/** Size of the cache of strengths: more than the rows of a picture. */
const mostRemembered = 256;

/** The function with a cache of its results: mesh, curves and panes evaluate the same strengths. */
function remembered(
  find: (strength: number) => readonly number[],
): (strength: number) => readonly number[] {
  const results = new Map<number, readonly number[]>();
  return (strength) => {
    let found = results.get(strength);
    if (!found) {
      if (results.size >= mostRemembered) results.clear();
      found = find(strength);
      results.set(strength, found);
    }
    return found;
  };
}

/** Below it, ε bounds m only at logits that no policy has. */
const leastEpsilon = 1e-20;

/** Whether m grows beyond all bounds towards certain success: no strength holds the policy then. */
export function isUnbounded(estimator: Estimator): boolean {
  return (
    estimator.kind === 'dynamicSampling' ||
    (estimator.kind === 'infiniteGroup' && estimator.epsilon < leastEpsilon)
  );
}
