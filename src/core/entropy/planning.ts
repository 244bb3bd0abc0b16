import { binaryEntropy, logit, sigmoid } from '../numeric/logistic.ts';
import { rungeKutta } from '../numeric/rungeKutta.ts';
import { entropyOf, softmax } from '../numeric/softmax.ts';
import { weighting, type Estimator } from './grpo/estimator.ts';

/** A plan: how many tokens it takes to carry out, and how often it succeeds if none goes wrong. */
export interface Strategy {
  readonly tokens: number;
  readonly reliability: number;
  /** Share of answers that choose it at the start. */
  readonly share: number;
}

/** A policy that chooses a plan and then carries it out token by token. */
export interface PlanningTask {
  readonly strategies: readonly Strategy[];
  /** Probability of a right execution token at the start. */
  readonly accuracy: number;
  /** Size V of the vocabulary of execution tokens. */
  readonly vocabulary: number;
  readonly estimator: Estimator;
}

/** One familiar poor plan and five rare good ones. */
export const familiarOrBetter: PlanningTask = {
  strategies: [
    { tokens: 2, reliability: 0.5, share: 0.9 },
    ...Array.from({ length: 5 }, () => ({ tokens: 8, reliability: 0.9, share: 0.02 })),
  ],
  accuracy: 0.8,
  vocabulary: 16,
  estimator: { kind: 'grpo', group: 8, deviation: 'unbiased' },
};

export interface PlanningState {
  /** Entropy of the choice of plan and of an execution token, in nats. */
  readonly planning: number;
  readonly execution: number;
  readonly success: number;
  readonly accuracy: number;
  /** Share of each strategy. */
  readonly shares: readonly number[];
}

/**
 * The states at the given times, ascending multiples of `step`, of exact policy-gradient training:
 * strategy j succeeds at rate s_j = ρ_j q^(d_j), dy_j = m(P) π_j (s_j − P) and
 * du = m(P) Σ π_j s_j d_j (1 − q) / max d. Planning entropy may fall and rise again, which one number
 * for both would hide. Execution entropy falls throughout, whereas in language models it stabilises
 * (arXiv 2509.03646): a KL or entropy term would hold it here, but nothing says that this is why it
 * is held there, so the toy has none. The task is a toy.
 */
export function planningStates(
  task: PlanningTask,
  times: readonly number[],
  step = 0.05,
): readonly PlanningState[] {
  const { strategies } = task;
  const { weight } = weighting(task.estimator);
  const longest = Math.max(...strategies.map(({ tokens }) => tokens));
  const successes = (accuracy: number) =>
    strategies.map(({ tokens, reliability }) => reliability * accuracy ** tokens);
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, v, i) => sum + v * y[i], 0);

  const velocity = (state: readonly number[]) => {
    const shares = softmax(state.slice(0, -1));
    const u = state[state.length - 1];
    const success = successes(sigmoid(u));
    const total = dot(shares, success);
    const m = weight(total, 1 - total)[0];
    const used = shares.reduce((sum, p, j) => sum + p * success[j] * strategies[j].tokens, 0);
    return [
      ...shares.map((p, j) => m * p * (success[j] - total)),
      (m * used * sigmoid(-u)) / longest,
    ];
  };

  const start = [...strategies.map(({ share }) => Math.log(share)), logit(task.accuracy)];
  return rungeKutta(velocity, start, times, step).map((state) => {
    const shares = softmax(state.slice(0, -1));
    const u = state[state.length - 1];
    return {
      planning: entropyOf(shares),
      execution: binaryEntropy(u) + sigmoid(-u) * Math.log(task.vocabulary - 1),
      success: dot(shares, successes(sigmoid(u))),
      accuracy: sigmoid(u),
      shares,
    };
  });
}
