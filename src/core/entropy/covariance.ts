import { entropyOf, softmax } from '../numeric/softmax.ts';

/** The effect of one update on a softmax policy over single actions with rewards 0 or 1. */
export interface PolicyStep {
  readonly policy: readonly number[];
  /** Nats. */
  readonly entropy: number;
  readonly reward: number;
  /** (r − mean) / standard deviation under the policy. */
  readonly advantages: readonly number[];
  /** Cov(ln π, π A) and Cov(ln π, A) under the policy. */
  readonly covariance: { readonly ordinary: number; readonly natural: number };
  /**
   * Entropy change of one step of the policy gradient, π A per logit, and of the natural gradient,
   * A.
   */
  readonly entropyChange: { readonly ordinary: number; readonly natural: number };
}

/**
 * One exact update of a softmax policy by `learningRate`. To first order the change of entropy is
 * −η times the covariance (Cui et al. 2025, theorems 1 and 2): raising likely actions
 * decreases entropy, raising rare ones increases it. The rewards must not all be equal under the policy.
 */
export function policyStep(
  logits: readonly number[],
  rewards: readonly number[],
  learningRate: number,
): PolicyStep {
  const policy = softmax(logits);
  const mean = (values: readonly number[]) => values.reduce((sum, x, i) => sum + policy[i] * x, 0);
  const reward = mean(rewards);
  const deviation = Math.sqrt(mean(rewards.map((r) => (r - reward) ** 2)));
  const advantages = rewards.map((r) => (r - reward) / deviation);
  const weighted = advantages.map((a, i) => a * policy[i]);
  const logPolicy = policy.map(Math.log);
  const covariance = (values: readonly number[]) =>
    mean(values.map((x, i) => x * logPolicy[i])) - mean(values) * mean(logPolicy);
  const entropy = entropyOf(policy);
  const change = (direction: readonly number[]) =>
    entropyOf(softmax(logits.map((z, i) => z + learningRate * direction[i]))) - entropy;
  return {
    policy,
    entropy,
    reward,
    advantages,
    covariance: { ordinary: covariance(weighted), natural: covariance(advantages) },
    entropyChange: { ordinary: change(weighted), natural: change(advantages) },
  };
}
