import { decisionLogit } from '../grpo/gain.ts';
import type { Recipe } from './recipe.ts';
import type { Task } from './task.ts';

/**
 * The task that the model of GRPO describes without approximation: one prompt and T alike decisions
 * between a right and a wrong token, which the reference decides with logit `referenceLogit`.
 */
export function alikeDecisions(decisions: number, referenceLogit: number): Task {
  return {
    trainPrompts: 1,
    heldOutPrompts: 1,
    decisions,
    vocabulary: 2,
    rightTokens: 1,
    rightLogit: referenceLogit,
    rightZipf: 0,
    wrongZipf: 0,
    promptSpread: 0,
    conflict: 0,
    rewardRate: 1,
  };
}

/** What a policy of this task has learned when every decision has the given logit. */
export function learntLogit({ decisions, rightLogit }: Task, logit: number): Float64Array {
  const half = (logit - rightLogit) / 2;
  return Float64Array.from({ length: 2 * decisions }, (_, i) => (i % 2 === 0 ? half : -half));
}

/** The logit at which alike decisions have the given expected reward. */
export function logitOfReward({ decisions }: Task, reward: number): number {
  return decisionLogit(reward, decisions);
}

/** One update on the sampled batch a step, as the model assumes. */
export const onPolicy: Pick<Recipe, 'advantage' | 'tokens' | 'epochs' | 'minibatches'> = {
  advantage: 'grpo',
  tokens: { kind: 'unclipped' },
  epochs: 1,
  minibatches: 1,
};
