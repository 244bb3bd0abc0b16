import type { KlTerm } from './klTerm.ts';
import type { Task } from './task.ts';

/** The weight of a sampled token, given its ratio r to the sampling policy and its advantage A. */
export type TokenRule =
  /** r·A. */
  | { readonly kind: 'unclipped' }
  /** PPO: nothing once r is beyond the clip on the side of A (Schulman et al. 2017). */
  | { readonly kind: 'clip' }
  /**
   * GPPO and CE-GPPO: beyond the clip the gradient stays, as negative·(1 − low) or
   * positive·(1 + high) times A (Su et al. 2025, equation 8). Both factors 1 is GPPO, 0 is PPO.
   */
  | { readonly kind: 'gradientPreserving'; readonly negative: number; readonly positive: number }
  /**
   * Clip-Cov: the clip, and a random `share` of the tokens whose covariance of log-probability and
   * advantage is in `window` counts nothing either (Cui et al. 2025).
   */
  | { readonly kind: 'clipCov'; readonly share: number; readonly window: readonly [number, number] }
  /**
   * CISPO: r·A with r limited to [1 − low, 1 + high]. Only the weight is clipped, so every token
   * keeps a gradient (MiniMax 2025, who set no lower limit).
   */
  | { readonly kind: 'cispo' }
  /**
   * GSPO: the clip with one ratio per answer, the geometric mean of those of its tokens (Zheng et al.
   * 2025).
   */
  | { readonly kind: 'gspo' }
  /**
   * SAPO: the gate σ(τ(r − 1))·4/τ in place of the clip, so the weight is 4s(1 − s)·r·A with s =
   * σ(τ(r − 1)); τ is `positive` where A > 0 and otherwise `negative` (Gao et al. 2025).
   */
  | { readonly kind: 'sapo'; readonly positive: number; readonly negative: number }
  /** KL-Cov: r·A, and the `share` with the highest covariance is pulled to the sampling policy. */
  | { readonly kind: 'klCov'; readonly share: number; readonly coefficient: number };

/** Ratios below 1 − low with A < 0 and above 1 + high with A > 0 are beyond the clip. */
export interface Clip {
  readonly low: number;
  readonly high: number;
}

/** A training recipe. */
export interface Recipe {
  /**
   * Whether advantages are divided by the standard deviation of the group, or with `maxRl` by its
   * mean; `rloo` subtracts the mean of the others.
   */
  readonly advantage: 'grpo' | 'drGrpo' | 'rloo' | 'maxRl';
  /** Leaves out groups that are all right or all wrong (DAPO, which draws others in their place). */
  readonly dynamicSampling: boolean;
  readonly tokens: TokenRule;
  readonly clip: Clip;
  /** τ. */
  readonly entropyBonus: number;
  /** β. */
  readonly kl: number;
  readonly klTerm: KlTerm;
  /** Raises τ by `step` while entropy is at most `target`, lowers it otherwise (Skywork-OR1). */
  readonly adaptiveEntropy?: {
    readonly target: number;
    readonly step: number;
    readonly max: number;
  };
  /** SFT refresh: mixes the reference in after a step, π ∝ π^(1−share) · ref^share. */
  readonly refresh?: { readonly step: number; readonly share: number };
  /** KL anchor: from a step on, β is this instead of `kl`. */
  readonly anchor?: { readonly step: number; readonly kl: number };
  readonly learningRate: number;
  readonly epochs: number;
  readonly minibatches: number;
  /** Prompts of a step and answers to each. */
  readonly prompts: number;
  readonly group: number;
  readonly steps: number;
}

/** A task and its baseline recipe. */
export interface Preset {
  readonly task: Task;
  readonly recipe: Recipe;
}

const task: Task = {
  trainPrompts: 64,
  heldOutPrompts: 64,
  decisions: 4,
  vocabulary: 16,
  rightTokens: 1,
  rightLogit: 2,
  rightZipf: 1,
  wrongZipf: 1,
  promptSpread: 1,
  conflict: 0.05,
  rewardRate: 1,
};

const recipe: Recipe = {
  advantage: 'grpo',
  dynamicSampling: false,
  tokens: { kind: 'clip' },
  clip: { low: 0.2, high: 0.2 },
  entropyBonus: 0,
  kl: 0,
  klTerm: 'reverse',
  learningRate: 0.25,
  epochs: 2,
  minibatches: 4,
  prompts: 16,
  group: 8,
  steps: 400,
};

/**
 * One right token: most entropy is consumed in the first steps, which also bring most of the gain.
 */
export const entropySpent: Preset = { task, recipe };

/** Six right tokens and noisy rewards, so that there is diversity to preserve. */
export const interventions: Preset = {
  task: { ...task, rightTokens: 6, rewardRate: 0.6 },
  recipe: { ...recipe, learningRate: 0.5, epochs: 4, steps: 300 },
};
