import type { RunOrigin, TrainingSetup } from '../../core/entropy/diagnostics/training.ts';
import { estimatorWords, klGradientWords } from './model.ts';

/**
 * An entropy spec, in YAML, of the model of a training with its run, whose log is at a path. Its
 * controls are those of the run, so that the point of the view is at the run's place.
 */
export function specOfRun(path: string, setup: TrainingSetup, origin: RunOrigin): string {
  const { estimator, group, decisions, klGradient, rewardRange } = setup;
  const { kl, entropyBonus } = origin;
  const [wrong, right] = rewardRange;
  const reference =
    origin.reference === undefined ? '' : `  reference_success: ${origin.reference}\n`;
  const range = wrong === 0 && right === 1 ? '' : `    reward_range: [${wrong}, ${right}]\n`;
  return `# The model of a training, with its run. What the log does not contain is set here.
name: ${JSON.stringify(path)}
model:
  kind: grpo
  estimator: ${estimatorWords[estimator]}
${estimator === 'rloo' ? '' : `  group: ${group}\n`}  decisions: ${decisions}
  kl_gradient: ${klGradientWords[klGradient]}
  tokens: { wrong: ${origin.wrong}, critical_share: 1 }
controls:
  kl: ${kl}
  entropy_bonus: ${entropyBonus}
${reference}runs:
  - path: ${JSON.stringify(path)}
${range}`;
}
