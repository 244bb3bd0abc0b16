import type { ConfigSetting } from '../../../core/entropy/diagnostics/trainerConfig.ts';
import { byDefault, settingOf, type ConfigKeys } from './configKeys.ts';
import { configuredKl } from './configuredKl.ts';
import type {
  EstimatorSetting,
  TrainerSettings,
  GradientSetting,
  GradientValue,
} from './trainerSettings.ts';

/** TRL: `trl/trainer/grpo_config.py`, `grpo_trainer.py` and `rloo_config.py`; ms-swift names its arguments alike. */
export function trl(keys: ConfigKeys): TrainerSettings {
  const isRloo = keys.has('rloo_k') || keys.has('normalize_advantages');
  const beta = keys.number('beta', 'kl_coef') ?? byDefault('beta', isRloo ? 0.05 : 0);
  const corrected = keys.boolean('use_bias_correction_kl');
  // ms-swift subtracts k1 from the reward.
  const reward = keys.boolean('kl_in_reward');
  const gradient: GradientSetting = corrected?.value
    ? settingOf(corrected, 'reverse')
    : isRloo
      ? settingOf(beta, 'reverse')
      : settingOf(beta, 'k3');
  const term = {
    weight: beta,
    gradient: reward?.value ? settingOf<GradientValue>(reward, 'reverse') : gradient,
  } as const;
  const scale = keys.text('scale_rewards');
  const dynamic = keys.boolean('dynamic_sample');
  const low = keys.number('epsilon', 'cliprange');
  return {
    ...configuredKl({
      ...(isRloo || reward?.value ? { reward: term } : { loss: term }),
      off: beta,
    }),
    entropyCoefficient: keys.number('entropy_coef'),
    group: keys.number('num_generations', 'rloo_k'),
    estimator: dynamic?.value
      ? settingOf(dynamic, 'dynamicSampling')
      : isRloo
        ? byDefault('RLOOConfig', 'rloo')
        : trlEstimator(scale),
    clipLow: low,
    clipHigh: keys.number('epsilon_high') ?? low,
    dynamicBatches: undefined,
  };
}

function trlEstimator(scale: ConfigSetting<string> | undefined): EstimatorSetting {
  if (!scale) return byDefault('scale_rewards', 'grpo');
  switch (scale.value.toLowerCase()) {
    case 'true':
    case 'group':
      return settingOf(scale, 'grpo');
    case 'false':
    case 'none':
      return settingOf(scale, 'drGrpo');
    case 'mean':
      return settingOf(scale, 'maxRl');
    default:
      return settingOf(scale, { unknown: `scale_rewards ${scale.value}` });
  }
}
