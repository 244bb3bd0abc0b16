import { logSigmoid, sigmoid } from '../../numeric/logistic.ts';
import { rootsOfPieces, rootsOnGrid } from '../../numeric/root.ts';
import type { CuspPoint, EquilibriumModel } from '../equilibriumModel.ts';
import { weighting, type Estimator } from './estimator.ts';
import { gainOf, successRate, type Gain } from './gain.ts';

/**
 * Policy-gradient training of an answer that is right when T decisions are, with binary reward,
 * held back by a reference and an entropy bonus.
 *
 * The state is the logit u of one decision. The first control is the anchor u₀, to which reference
 * and entropy bonus pull; the second is the strength B = β + τ > 0 with which they do. On average
 *
 *   du/dt = η P(q) · (M(u) − B·(u − u₀)),   q = σ(u),
 *
 * so equilibria are u₀ = u − M(u)/B, stable where M′ < B, folded where M′ = B, and cusps are where
 * M″ = 0. `drift` and `stiffness` are for η P = 1; see `relaxationRate` for the time of a training.
 */
export interface GrpoModel extends EquilibriumModel {
  readonly estimator: Estimator;
  /** Decisions T of an answer. */
  readonly decisions: number;
  readonly gain: Gain;
  /** States at which M″ changes sign, ascending; cusps are those at which also M′ > 0. */
  readonly inflections: readonly number[];
  /** ∫ m dp at the success rate of a state: what the update ascends, up to a constant. */
  readonly reward: (state: number) => number;
}

/** Range of states that is searched: beyond it, the remaining probability is below 1e-26. */
const farLogit = 60;

/** Above it M″ only decays: m′ and all slopes of q are proportional to 1 − q by then. */
const farInflection = 40;

/** The model of an estimator and a number of decisions T ≥ 1. */
export function grpoModel(estimator: Estimator, decisions: number): GrpoModel {
  if (!(decisions >= 1)) {
    throw new RangeError(`An answer has at least one decision, not ${decisions}.`);
  }
  const weights = weighting(estimator);
  const gain = gainOf(weights, decisions);
  // m of an unbounded estimator is a power of p, whose derivatives must not overflow.
  const from = isUnbounded(estimator) ? Math.max(-farLogit, -180 / decisions) : -farLogit;
  const grid = Math.ceil((farInflection - from) / 0.05);
  const inflections = rootsOnGrid((u) => gain.jet(u)[2], from, farInflection, grid);
  const steepest = [from, ...inflections, farLogit];
  /** Between inflections M′ is monotone, so each piece has at most one fold: none is missed. */
  const foldStates = remembered((strength) =>
    rootsOfPieces((u) => gain.jet(u)[1] - strength, steepest),
  );

  /** Between folds the anchor is monotone in the state: at most one equilibrium on each sheet. */
  const equilibria = (anchor: number, strength: number) => {
    const pull = (u: number) => gain.value(u) - strength * (u - anchor);
    const folds = foldStates(strength);
    const low = isUnbounded(estimator) ? from : Math.min(anchor - 1, from);
    // A bounded gain has reached its limit there; an unbounded one has no equilibrium beyond.
    const reach = isUnbounded(estimator) ? 0 : anchor + 1 + gain.value(farLogit) / strength;
    return rootsOfPieces(pull, [low, ...folds, Math.max(reach, farLogit)]);
  };

  const reward = (u: number) =>
    weights.objective(successRate(u, decisions), -Math.expm1(decisions * logSigmoid(u)));

  return {
    estimator,
    decisions,
    gain,
    inflections,
    reward,
    cusps: cuspsOf(gain, inflections),
    foldStates,
    equilibria,
    control1At: (u, strength) => u - gain.value(u) / strength,
    slopes: (u, strength) => {
      const [m, slope] = gain.jet(u);
      return { byState: 1 - slope / strength, byControl2: m / (strength * strength) };
    },
    drift: (u, anchor, strength) => gain.value(u) - strength * (u - anchor),
    stiffness: (u, strength) => strength - gain.jet(u)[1],
    potential: (u, anchor, strength) => decisions * strength * divergence(u, anchor) - reward(u),
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

/** Whether m grows beyond all bounds towards certain success: no strength holds the policy then. */
export function isUnbounded(estimator: Estimator): boolean {
  return (
    estimator.kind === 'dynamicSampling' ||
    (estimator.kind === 'infiniteGroup' && estimator.epsilon === 0)
  );
}

function cuspsOf(gain: Gain, inflections: readonly number[]): CuspPoint[] {
  return inflections
    .map((state) => {
      const strength = gain.jet(state)[1];
      return { state, control1: state - gain.value(state) / strength, control2: strength };
    })
    .filter(({ control2 }) => control2 > 0)
    .sort((a, b) => a.control2 - b.control2);
}

/** KL divergence of a choice between two with logit u from one with logit v, in nats. */
function divergence(u: number, v: number): number {
  return (
    sigmoid(u) * (logSigmoid(u) - logSigmoid(v)) + sigmoid(-u) * (logSigmoid(-u) - logSigmoid(-v))
  );
}
