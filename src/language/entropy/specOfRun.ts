import type { Estimator } from '../../core/entropy/grpo/estimator.ts';
import { estimatorWords } from './model.ts';

/** Settings of a training that the model needs and a log does not contain. */
export interface TrainingSetup {
  readonly estimator: Exclude<Estimator['kind'], 'infiniteGroup'>;
  /** Answers G per prompt. */
  readonly group: number;
  /** Decisions T of an answer, and the share φ of tokens that decide. */
  readonly decisions: number;
  readonly criticalShare: number;
  /** Weights of KL divergence and entropy bonus. */
  readonly kl: number;
  readonly entropyBonus: number;
}

/** An entropy spec, in YAML, of the model of a training with its run, whose log is at a path. */
export function specOfRun(path: string, setup: TrainingSetup): string {
  const { estimator, group, decisions, criticalShare, kl, entropyBonus } = setup;
  return `# A training over the model of it. What its log does not tell is set here.
name: ${JSON.stringify(path)}
model:
  kind: grpo
  estimator: ${estimatorWords[estimator]}
${estimator === 'rloo' ? '' : `  group: ${group}\n`}  decisions: ${decisions}
  tokens: { critical_share: ${criticalShare} }
controls:
  kl: ${kl}
  entropy_bonus: ${entropyBonus}
runs:
  - path: ${JSON.stringify(path)}
`;
}
