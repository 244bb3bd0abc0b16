import { boxMullerNormal } from '../../random.ts';

/**
 * A toy model of reinforcement learning with verifiable rewards. An answer has `decisions` tokens,
 * each from a vocabulary, and is right if all of them are. Prompts differ by fixed random logits
 * and share what is learned. Every expectation is exact; only the training is sampled.
 */
export interface Task {
  readonly trainPrompts: number;
  readonly heldOutPrompts: number;
  readonly decisions: number;
  readonly vocabulary: number;
  /** Tokens 0 … rightTokens − 1 are right. */
  readonly rightTokens: number;
  /**
   * Logit of right token k is rightLogit − rightZipf·ln(k + 1), of wrong token k −wrongZipf·ln(k +
   * 1).
   */
  readonly rightLogit: number;
  readonly rightZipf: number;
  readonly wrongZipf: number;
  /** Standard deviation of the logits that a prompt adds. */
  readonly promptSpread: number;
  /** Share of decisions at which only the first wrong token is right: rules do not fit all prompts. */
  readonly conflict: number;
  /** Probability that a right answer is rewarded. */
  readonly rewardRate: number;
}

/**
 * A task with its random parts drawn. Prompts [0, trainPrompts) are for training, the rest are held
 * out.
 */
export interface Prompts {
  readonly task: Task;
  readonly count: number;
  /** Logits before training, per prompt, decision, token. */
  readonly logits: Float64Array;
  /** 1 where the conflict rule holds, per prompt and decision. */
  readonly conflicts: Uint8Array;
}

/** Draws the prompts: normal numbers of all prompts first, then conflicts. */
export function drawPrompts(task: Task, uniform: () => number): Prompts {
  const count = task.trainPrompts + task.heldOutPrompts;
  const base = Float64Array.from({ length: task.vocabulary }, (_, v) =>
    v < task.rightTokens
      ? task.rightLogit - task.rightZipf * Math.log(v + 1)
      : -task.wrongZipf * Math.log(v - task.rightTokens + 1),
  );
  const logits = Float64Array.from(
    { length: count * task.decisions * task.vocabulary },
    (_, i) => base[i % task.vocabulary] + task.promptSpread * boxMullerNormal(uniform),
  );
  const conflicts = Uint8Array.from({ length: count * task.decisions }, () =>
    uniform() < task.conflict ? 1 : 0,
  );
  return { task, count, logits, conflicts };
}

/** Whether a token is right at a decision of a prompt. */
export function isRight({ task, conflicts }: Prompts, place: number, token: number): boolean {
  return conflicts[place] ? token === task.rightTokens : token < task.rightTokens;
}
