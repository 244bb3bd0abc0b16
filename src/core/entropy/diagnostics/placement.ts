import { binaryEntropy, logit, sigmoid } from '../../numeric/logistic.ts';
import { foldControls, restPoints, type RestPoint } from '../equilibriumModel.ts';
import { decisionLogit } from '../grpo/gain.ts';
import { grpoModel } from '../grpo/grpoModel.ts';
import type { Estimator } from '../grpo/estimator.ts';
import { uniformPull, type Pull, type Regularisation } from '../grpo/anchor.ts';
import { strengthThresholds } from '../grpo/thresholds.ts';
import type { Verdict } from './verdicts.ts';

/** Settings and measurements of a run from its configuration, its first row and its current row. */
export interface ObservedRun extends Regularisation {
  readonly estimator: Estimator;
  /** T and φ, which are not in a log: they are set by hand and varied. */
  readonly decisions: number;
  readonly criticalShare: number;
  /** Success rate and mean token entropy (nats) at the start, and success now. */
  readonly firstReward: number;
  readonly firstEntropy: number;
  readonly reward: number;
}

/** The position of a run relative to the folds of its model. */
export interface Placement {
  /** Undefined without regularisation. */
  readonly pull: Pull | undefined;
  /** Present logit of one decision. */
  readonly state: number;
  /** Entropy h₋ among wrong tokens that explains the first row; below 0, φ is too large. */
  readonly wrongEntropy: number;
  readonly points: readonly RestPoint[];
  /** Distances to the folds: by anchor at this strength, and by strength at this anchor. */
  readonly toFolds: { readonly anchor: readonly number[]; readonly strength: readonly number[] };
  readonly verdict: Verdict;
}

/**
 * Places a run; undefined where a success rate is not between 0 and 1. The number of decisions is
 * weakly identifiable: show the placements of several.
 */
export function placeRun(run: ObservedRun): Placement | undefined {
  const { firstReward, reward, decisions } = run;
  if (!(firstReward > 0 && firstReward < 1 && reward > 0 && reward < 1)) return undefined;
  const reference = decisionLogit(firstReward, decisions);
  const state = decisionLogit(reward, decisions);
  const wrongEntropy = wrongTokenEntropy(run.firstEntropy, run.criticalShare, reference);
  const wrong = Math.max(1, Math.exp(wrongEntropy));
  const pull = uniformPull(run, reference, { right: 1, wrong });
  if (!pull) {
    const toFolds = { anchor: [], strength: [] };
    return { pull, state, wrongEntropy, points: [], toFolds, verdict: 'noRestoringForce' };
  }
  const model = grpoModel(run.estimator, decisions);
  const { anchor, strength } = pull;
  const points = restPoints(model, anchor, strength);
  const stable = points.filter((point) => point.stable).length;
  const verdicts: readonly Verdict[] = ['runaway', 'oneState', 'twoStates', 'severalStates'];
  return {
    pull,
    state,
    wrongEntropy,
    points,
    toFolds: {
      anchor: foldControls(model, strength).map((fold) => fold - anchor),
      strength: strengthThresholds(model, anchor).map((fold) => fold.strength - strength),
    },
    verdict: verdicts[Math.min(stable, 3)],
  };
}

/** h₋ = (H/φ − H₂(q)) / (1 − q) of a state of logit u. */
export function wrongTokenEntropy(entropy: number, criticalShare: number, u: number): number {
  return (entropy / criticalShare - binaryEntropy(u)) / sigmoid(-u);
}

/** Success rates and entropies of a run, one per row. */
export interface Scatter {
  readonly reward: readonly number[];
  readonly entropy: readonly number[];
}

/**
 * How well T decisions with their best φ and h₋ explain the scatter of entropy over success: the
 * root mean square error in nats. H = φ·H₂(q) + φ·h₋·(1 − q) is linear in φ and φ·h₋, both at least
 * 0. Undefined without rewards between 0 and 1.
 */
export function decisionsError(
  { reward, entropy }: Scatter,
  decisions: number,
): number | undefined {
  const rows = reward.flatMap((r, i) => {
    if (!(r > 0 && r < 1)) return [];
    const u = logit(r ** (1 / decisions));
    return [{ h2: binaryEntropy(u), wrong: sigmoid(-u), entropy: entropy[i] }];
  });
  if (rows.length === 0) return undefined;
  const sums = (f: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + f(row), 0);
  const [aa, ab, bb] = [
    sums((r) => r.h2 ** 2),
    sums((r) => r.h2 * r.wrong),
    sums((r) => r.wrong ** 2),
  ];
  const [ay, by] = [sums((r) => r.h2 * r.entropy), sums((r) => r.wrong * r.entropy)];
  const det = aa * bb - ab * ab;
  const free: [number, number] = [(bb * ay - ab * by) / det, (aa * by - ab * ay) / det];
  const candidates: [number, number][] = [
    [ay / aa, 0],
    [0, by / bb],
  ];
  if (free[0] >= 0 && free[1] >= 0) candidates.push(free);
  const errors = candidates.map(([x, y]) => sums((r) => (r.entropy - x * r.h2 - y * r.wrong) ** 2));
  return Math.sqrt(Math.min(...errors) / rows.length);
}
