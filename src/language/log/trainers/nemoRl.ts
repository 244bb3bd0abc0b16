import { byDefault, settingOf, type ConfigKeys } from './configKeys.ts';
import { configuredKl } from './configuredKl.ts';
import type { TrainerSettings, GradientValue } from './trainerSettings.ts';

/**
 * NeMo RL: `nemo_rl/algorithms/loss/loss_functions.py`. Newer versions differentiate the sampling as well, and so
 * follow the reverse divergence; older ones do not. A configuration does not say which.
 */
export function nemoRl(keys: ConfigKeys): TrainerSettings {
  const key = 'loss_fn.reference_policy_kl_penalty';
  const weight = keys.number(key);
  const type =
    keys.text('loss_fn.reference_policy_kl_type') ??
    byDefault('loss_fn.reference_policy_kl_type', 'k3');
  const unknown: GradientValue = { unknown: `${type.value}, depending on the version` };
  const dynamic = keys.boolean('grpo.use_dynamic_sampling');
  const norm = keys.boolean('grpo.normalize_rewards');
  const leaveOneOut = keys.boolean('grpo.use_leave_one_out_baseline');
  const estimator = norm?.value === false ? (leaveOneOut?.value ? 'rloo' : 'drGrpo') : 'grpo';
  return {
    ...(weight &&
      configuredKl({ loss: { weight, gradient: settingOf(type, unknown) }, off: weight })),
    klCoefficient: weight,
    entropyCoefficient: undefined,
    group: keys.number('grpo.num_generations_per_prompt'),
    estimator: dynamic?.value
      ? settingOf(dynamic, 'dynamicSampling')
      : settingOf(norm ?? byDefault('grpo.normalize_rewards', true), estimator),
    clipLow: keys.number('loss_fn.ratio_clip_min'),
    clipHigh: keys.number('loss_fn.ratio_clip_max'),
    dynamicBatches: undefined,
  };
}
